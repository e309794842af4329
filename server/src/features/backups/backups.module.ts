import { Module } from '@nestjs/common';
import { BackupWatch } from './backup-watch.js';

/** What this server knows of the backups that others make of its database. */
@Module({ providers: [BackupWatch] })
export class BackupsModule {}
