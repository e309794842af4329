import { Global, Injectable, Module } from '@nestjs/common';

/**
 * How far the end of this process has come. First it is announced: `/health/ready` says 503 and each
 * answer closes its connection, so that proxies turn away, but everything is still served. Then it
 * begins: nobody new can connect, and what is under way is brought to its end. Both are set before anything is closed, so
 * that all parts see them.
 */
@Injectable()
export class Shutdown {
  private announced = false;
  private begun = false;

  get isDraining(): boolean {
    return this.announced;
  }

  get isStopping(): boolean {
    return this.begun;
  }

  announce(): void {
    this.announced = true;
  }

  begin(): void {
    this.announced = true;
    this.begun = true;
  }
}

@Global()
@Module({ providers: [Shutdown], exports: [Shutdown] })
export class LifecycleModule {}
