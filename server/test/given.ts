import { randomBytes } from 'node:crypto';
import type { TestApp } from './app.js';

export interface GivenAccount {
  id: string;
  email: string;
  password: string;
  token: string;
  refreshToken: string;
  /** Slug of the personal workspace. */
  workspace: string;
}

const random = (): string => randomBytes(5).toString('hex');

/** A definition with one cheap step, for tests that do not care which. */
export const ECHO = {
  schemaVersion: 1,
  inputs: {
    type: 'object',
    properties: { text: { type: 'string', title: 'Text', maxLength: 1000 } },
    required: ['text'],
    additionalProperties: false,
  },
  steps: [{ id: 'shout', kind: 'transform', with: { value: '{{ $uppercase(inputs.text) }}' } }],
  output: { text: '{{ steps.shout }}' },
};

/** Makes what a test needs but does not care about, always through the API. */
export class Given {
  constructor(private readonly app: TestApp) {}

  /** A new account with its personal workspace. The first one of a suite is the admin. */
  async account(): Promise<GivenAccount> {
    const email = `${random()}@example.test`;
    const password = `correct horse ${random()}`;
    const { body } = await this.app
      .as()
      .post('/auth/register')
      .send({ email, password, name: 'Test Maker' })
      .expect(201);
    const token = body.accessToken as string;
    const me = await this.app.as(token).get('/me').expect(200);
    return {
      id: body.user.id,
      email,
      password,
      token,
      refreshToken: body.refreshToken,
      workspace: me.body.workspaces[0].slug,
    };
  }

  /** Another account that has this role in the owner's workspace. */
  async member(owner: GivenAccount, role: 'owner' | 'editor' | 'runner'): Promise<GivenAccount> {
    const account = await this.account();
    await this.app
      .as(owner.token)
      .post(`/workspaces/${owner.workspace}/members`)
      .send({ email: account.email, role })
      .expect(201);
    return { ...account, workspace: owner.workspace };
  }

  /** A tool with a draft; its slug. */
  async tool(
    owner: GivenAccount,
    definition: object = ECHO,
    name = `Tool ${random()}`,
  ): Promise<string> {
    const { body } = await this.app
      .as(owner.token)
      .post(`/workspaces/${owner.workspace}/tools`)
      .send({ name, definition })
      .expect(201);
    return body.slug as string;
  }

  /** A tool whose first version is live; its slug. */
  async publishedTool(owner: GivenAccount, definition: object = ECHO): Promise<string> {
    const slug = await this.tool(owner, definition);
    await this.app
      .as(owner.token)
      .post(`/workspaces/${owner.workspace}/tools/${slug}/versions`)
      .send({ notes: 'First version' })
      .expect(201);
    return slug;
  }

  /** The secret of a new API key. */
  async apiKey(
    owner: GivenAccount,
    options: { scopes?: string[]; tools?: string[]; expiresAt?: string } = {},
  ): Promise<string> {
    const { body } = await this.app
      .as(owner.token)
      .post(`/workspaces/${owner.workspace}/api-keys`)
      .send({ name: 'test', scopes: ['runs:create', 'runs:read'], ...options })
      .expect(201);
    return body.secret as string;
  }
}
