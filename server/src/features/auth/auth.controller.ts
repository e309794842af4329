import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../core/auth/access.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { LoginDto, RefreshDto, RegisterDto, SetupDto, SignedInDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { CurrentDevice } from './device.js';
import type { Device } from './sessions.service.js';

@ApiTags('Sign in')
@Controller('auth')
@Public()
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Whether the first account is still to be made, and who may register after that. */
  @Get('setup')
  @Header('cache-control', 'no-store')
  setup(): Promise<SetupDto> {
    return this.auth.setup();
  }

  /** Make an account with a personal workspace. The first account becomes the administrator's. */
  @Post('register')
  @Header('cache-control', 'no-store')
  @ApiProblems('forbidden', 'conflict', 'invalid', 'rate_limited')
  register(@Body() body: RegisterDto, @CurrentDevice() device: Device): Promise<SignedInDto> {
    return this.auth.register(body, device);
  }

  /** Sign in. Repeated failures have to wait, see Retry-After. */
  @Post('login')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiProblems('unauthenticated', 'invalid', 'rate_limited')
  login(@Body() body: LoginDto, @CurrentDevice() device: Device): Promise<SignedInDto> {
    return this.auth.login(body, device);
  }

  /** Exchange a refresh token for the next pair of tokens. Each works once. */
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiProblems('unauthenticated', 'invalid')
  refresh(@Body() body: RefreshDto, @CurrentDevice() device: Device): Promise<SignedInDto> {
    return this.auth.refresh(body.refreshToken, device);
  }

  /** End the session of a refresh token. Also answers 204 when it is over already. */
  @Post('logout')
  @HttpCode(204)
  @ApiProblems('invalid')
  logout(@Body() body: RefreshDto): Promise<void> {
    return this.auth.logout(body.refreshToken);
  }
}
