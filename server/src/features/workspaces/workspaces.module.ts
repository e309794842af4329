import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Memberships } from '../../core/auth/ports.js';
import { UsersModule } from '../users/users.module.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { WorkspaceMember } from './workspace-member.entity.js';
import { WorkspaceMemberships } from './workspace-memberships.js';
import { Workspace } from './workspace.entity.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesService } from './workspaces.service.js';

/** Global, because the guard of every route asks for `Memberships`. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Workspace, WorkspaceMember]), UsersModule],
  controllers: [WorkspacesController, MembersController],
  providers: [
    WorkspacesService,
    MembersService,
    WorkspaceMemberships,
    { provide: Memberships, useExisting: WorkspaceMemberships },
  ],
  exports: [WorkspacesService, Memberships],
})
export class WorkspacesModule {}
