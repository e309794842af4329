import { Module } from '@nestjs/common';
import { HostResolver } from './connector.js';
import { Egress } from './egress.js';

@Module({ providers: [HostResolver, Egress], exports: [Egress] })
export class EgressModule {}
