import { Global, Injectable, Module } from '@nestjs/common';

/** Whether this process was asked to stop. Set before anything is closed, so that all parts see it. */
@Injectable()
export class Shutdown {
  private announced = false;
  private begun = false;

  /** Asked to stop: health says so, and a proxy looks for another process. Requests are still served. */
  get isDraining(): boolean {
    return this.announced;
  }

  announce(): void {
    this.announced = true;
  }

  /** New work is refused, and what runs is brought to its end. */
  get isStopping(): boolean {
    return this.begun;
  }

  begin(): void {
    this.announced = true;
    this.begun = true;
  }
}

@Global()
@Module({ providers: [Shutdown], exports: [Shutdown] })
export class LifecycleModule {}
