import { Body, Controller, Get, HttpCode, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser } from '../../core/auth/access.js';
import type { UserPrincipal } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { toUserDto } from '../users/user.dto.js';
import { UsersService } from '../users/users.service.js';
import { WorkspacesService } from '../workspaces/workspaces.service.js';
import { AuthService } from './auth.service.js';
import { CurrentDevice } from './device.js';
import { ChangePasswordDto, MeDto, UpdateMeDto } from './me.dto.js';
import type { Device } from './sessions.service.js';

/** Here rather than in `users`: it joins the account with its workspaces and its sessions. */
@ApiTags('Me')
@Controller('me')
@Authenticated()
export class MeController {
  constructor(
    private readonly users: UsersService,
    private readonly workspaces: WorkspacesService,
    private readonly auth: AuthService,
  ) {}

  /** The account that is signed in, with its workspaces. */
  @Get()
  async get(@CurrentUser() { userId }: UserPrincipal): Promise<MeDto> {
    const [user, workspaces] = await Promise.all([
      this.users.getById(userId),
      this.workspaces.listAll(userId),
    ]);
    return { ...toUserDto(user), workspaces };
  }

  /** Change your name. */
  @Patch()
  @ApiProblems('invalid')
  async update(@CurrentUser() user: UserPrincipal, @Body() body: UpdateMeDto): Promise<MeDto> {
    await this.users.rename(user.userId, body.name);
    return this.get(user);
  }

  /** Change your password. Every other session ends. */
  @Put('password')
  @HttpCode(204)
  @ApiProblems('invalid', 'rate_limited')
  changePassword(
    @CurrentUser() user: UserPrincipal,
    @Body() body: ChangePasswordDto,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.auth.changePassword(user, body, device.address);
  }
}
