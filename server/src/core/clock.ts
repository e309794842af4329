import { Injectable } from '@nestjs/common';

/** The time, as something that tests can set. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
