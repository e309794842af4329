import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { SealedColumns } from './sealed-columns.js';
import { SecretBox } from './secret-box.js';

/** Secrets in the database. */
@Global()
@Module({
  providers: [
    {
      provide: SecretBox,
      inject: [AppConfig],
      useFactory: ({ env }: AppConfig) => new SecretBox(env.ENCRYPTION_KEYS),
    },
    SealedColumns,
  ],
  exports: [SecretBox, SealedColumns],
})
export class CryptoModule {}
