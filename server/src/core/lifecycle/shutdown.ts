import { Global, Injectable, Module } from '@nestjs/common';

/** Whether this process was asked to stop. Set before anything is closed, so that all parts see it. */
@Injectable()
export class Shutdown {
  private begun = false;

  get isStopping(): boolean {
    return this.begun;
  }

  begin(): void {
    this.begun = true;
  }
}

@Global()
@Module({ providers: [Shutdown], exports: [Shutdown] })
export class LifecycleModule {}
