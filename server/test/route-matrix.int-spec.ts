import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import type { Access } from '../src/core/auth/access.js';
import { DeclaredRoutes, type DeclaredRoute } from '../src/core/auth/declared-routes.js';
import {
  API_SCOPES,
  roleAllows,
  WORKSPACE_ROLES,
  type ApiScope,
} from '../src/core/auth/principal.js';
import { isId, newId } from '../src/core/ids.js';
import { useTestApp } from './app.js';
import type { GivenAccount } from './given.js';
import { MAKES_WHAT_IT_NAMES, REQUESTS, SAMPLES } from './route-samples.js';

/**
 * Calls every route of the started server as every kind of caller. What is expected follows from the
 * rule that the route declares, so that a new route is covered as soon as it exists.
 */

type Route = DeclaredRoute & { access: Access; key: string; params: string[] };

/** The people of one workspace. */
interface World {
  owner: GivenAccount;
  editor: GivenAccount;
  runner: GivenAccount;
}

const app = useTestApp();
let routes: Route[];
let admin: GivenAccount;
let ours: World;
let theirs: World;
let theirValues: Record<string, string>;

// A world is three registrations, more in sum than one address may do in an hour.
const makeWorld = async (): Promise<World> => {
  await app.db.query('TRUNCATE sign_in_attempts');
  const owner = await app.given.account();
  return {
    owner,
    editor: await app.given.member(owner, 'editor'),
    runner: await app.given.member(owner, 'runner'),
  };
};

beforeAll(async () => {
  routes = app.nest
    .get(DeclaredRoutes, { strict: false })
    .list()
    .map((route) => ({
      ...route,
      access: route.access as Access,
      key: `${route.method} ${route.path}`,
      params: [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name as string),
    }));
  admin = await app.given.account();
  ours = await makeWorld();
  theirs = await makeWorld();
  theirValues = {};
  for (const name of new Set(routes.flatMap(({ params }) => params))) {
    const make = SAMPLES[name];
    if (!make)
      throw new Error(`Path parameter ":${name}" has no sample: add one to test/route-samples.ts.`);
    theirValues[name] = await make(app, theirs.owner);
  }
}, 60_000);

let faults: string[];
beforeEach(() => {
  faults = [];
});

const call = async (
  { key, method, path }: Route,
  bearer: string | undefined,
  values: Record<string, string>,
  request: { body?: object; headers?: Record<string, string> } = {},
): Promise<Response> => {
  const address = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(values[name] as string),
  );
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const caller = app.as(bearer);
  const test = caller[verb](`/${address}`).set(request.headers ?? {});
  const answer = await (method === 'GET' ? test : test.send(request.body ?? {}));
  if (answer.status >= 500)
    faults.push(`${key} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
};

const expectStatus = ({ key }: Route, caller: string, answer: Response, status: number): void => {
  if (answer.status === status) return;
  faults.push(
    `${key} as ${caller}: expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`,
  );
};

/** Let through by the guard; what the route then says of an object that does not exist is its own. */
const expectAllowed = ({ key }: Route, caller: string, answer: Response): void => {
  const isGuards404 = answer.status === 404 && /such workspace/.test(answer.body.detail);
  if (answer.status !== 401 && answer.status !== 403 && !isGuards404) return;
  faults.push(
    `${key} as ${caller}: expected to be allowed, got ${answer.status} ${JSON.stringify(answer.body)}`,
  );
};

/** Values of a path in this workspace that name nothing that exists. */
const nothingIn = (workspace: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(theirValues).map(([name, value]) => {
      if (name === 'workspace') return [name, workspace];
      if (isId(value)) return [name, newId()];
      return [name, /^\d+$/.test(value) ? '999999' : 'no-such-thing'];
    }),
  );

/**
 * A call that can change something is made in a world of its own, so that what it changes does not
 * change what follows. One whose path names nothing that exists cannot.
 */
const worldFor = ({ method, params }: Route): Promise<World> => {
  const isHarmless = method === 'GET' || params.some((name) => name !== 'workspace');
  return isHarmless ? Promise.resolve(ours) : makeWorld();
};

const scopesOf = (access: Access): ApiScope[] =>
  'scope' in access && access.scope !== undefined ? [access.scope].flat() : [];
const allBut = (scopes: ApiScope[]): ApiScope[] =>
  API_SCOPES.filter((scope) => !scopes.includes(scope));

const protectedRoutes = (): Route[] => routes.filter(({ access }) => access.kind !== 'public');

describe('every route', () => {
  it('is served where it is declared', () => {
    const fastify = app.nest.getHttpAdapter().getInstance() as {
      hasRoute(route: { url: string; method: string }): boolean;
    };
    for (const { key, method, path } of routes) {
      const urls = [`/api/v1/${path}`, `/${path}`];
      if (!urls.some((url) => fastify.hasRoute({ url, method })))
        faults.push(`${key} is not served`);
    }
    expect(faults).toEqual([]);
    expect(routes.length).toBeGreaterThan(20);
  });

  it('that is public answers without a log-in', async () => {
    for (const route of routes.filter(({ access }) => access.kind === 'public')) {
      const answer = await call(route, undefined, nothingIn(ours.owner.workspace));
      // By the code of the guard: a route may refuse wrong credentials of its own accord.
      const isGuards = ['unauthenticated', 'forbidden'].includes(answer.body.code);
      if (isGuards) expectAllowed(route, 'nobody', answer);
    }
    expect(faults).toEqual([]);
  });

  it('that is not public answers 401 without a valid bearer', async () => {
    const values = { ...theirValues, workspace: ours.owner.workspace };
    for (const route of protectedRoutes()) {
      expectStatus(route, 'nobody', await call(route, undefined, values), 401);
      const forged = `${ours.owner.token.slice(0, -6)}AAAAAA`;
      expectStatus(route, 'a forged token', await call(route, forged, values), 401);
      const unknown = `apm_${'A'.repeat(40)}`;
      expectStatus(route, 'an unknown key', await call(route, unknown, values), 401);
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('for an account asks for nothing more', async () => {
    for (const route of routes.filter(({ access }) => access.kind === 'authenticated')) {
      const { owner, runner } = await worldFor(route);
      for (const caller of [runner, owner]) {
        const answer = await call(route, caller.token, nothingIn(owner.workspace));
        expectAllowed(route, 'an account', answer);
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('for the platform asks for the platform role', async () => {
    for (const route of routes) {
      if (route.access.kind !== 'platform') continue;
      const values = nothingIn(ours.owner.workspace);
      expectStatus(route, 'a maker', await call(route, ours.owner.token, values), 403);
      expectAllowed(route, 'the admin', await call(route, admin.token, values));
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('of a workspace asks for the declared role', async () => {
    for (const route of routes) {
      const { access } = route;
      if (access.kind !== 'workspace') continue;
      const world = await worldFor(route);
      const values = nothingIn(world.owner.workspace);
      // The weakest first: what the owner does may take the others' place away.
      for (const role of [...WORKSPACE_ROLES].reverse()) {
        const answer = await call(route, world[role].token, values);
        if (roleAllows(role, access.role)) expectAllowed(route, role, answer);
        else expectStatus(route, role, answer, 403);
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('lets an API key in by its scope only', async () => {
    const keys = new Map<string, Promise<string>>();
    const keyWith = (scopes: ApiScope[]): Promise<string> => {
      const name = scopes.join(' ');
      const made = keys.get(name) ?? app.given.apiKey(ours.owner, { scopes });
      keys.set(name, made);
      return made;
    };
    const values = nothingIn(ours.owner.workspace);
    for (const route of protectedRoutes()) {
      const asked = scopesOf(route.access);
      for (const scope of asked) {
        const answer = await call(route, await keyWith([scope]), values);
        expectAllowed(route, `a key with ${scope}`, answer);
      }
      const rest = allBut(asked);
      if (rest.length === 0) continue;
      expectStatus(
        route,
        `a key with ${rest.join(', ')}`,
        await call(route, await keyWith(rest), values),
        403,
      );
    }
    expect(faults).toEqual([]);
  }, 60_000);
});

describe('what belongs to another workspace', () => {
  /** Everything that its owner sees there. */
  const snapshot = async (): Promise<unknown[]> => {
    const reads = routes.filter(
      ({ method, access, path }) =>
        method === 'GET' &&
        access.kind !== 'public' &&
        access.kind !== 'platform' &&
        !path.endsWith('/events'),
    );
    const answers: unknown[] = [];
    for (const route of reads) {
      const { status, body } = await call(route, theirs.owner.token, theirValues);
      answers.push([route.key, status, body]);
      if (status !== 200)
        faults.push(`${route.key} does not show its owner the sample: ${JSON.stringify(body)}`);
    }
    return answers;
  };

  it('is not found by members of another one, under either address, and stays as it is', async () => {
    const before = await snapshot();
    const key = await app.given.apiKey(ours.owner, { scopes: [...API_SCOPES] });
    for (const route of protectedRoutes()) {
      const { access, params } = route;
      if (access.kind === 'platform' || params.length === 0) continue;
      const request = REQUESTS[route.key];
      const callers = [
        ['the owner', ours.owner.token],
        ...(scopesOf(access).length > 0 ? [['a key', key]] : []),
      ] as [string, string][];
      for (const [caller, bearer] of callers) {
        expectStatus(
          route,
          `${caller} of another workspace`,
          await call(route, bearer, theirValues, request),
          404,
        );
        const objects = params.filter((name) => name !== 'workspace');
        if (
          access.kind !== 'workspace' ||
          objects.length === 0 ||
          MAKES_WHAT_IT_NAMES.has(route.key)
        )
          continue;
        const mixed = { ...theirValues, workspace: ours.owner.workspace };
        const answer = await call(route, bearer, mixed, request);
        if (answer.status === 422 || answer.status === 428) {
          faults.push(
            `${route.key} wants a sound request first: add one to REQUESTS in test/route-samples.ts.`,
          );
        } else {
          expectStatus(
            route,
            `${caller}, with an object of another workspace in the own one`,
            answer,
            404,
          );
        }
      }
    }
    expect(await snapshot()).toEqual(before);
    expect([...new Set(faults)]).toEqual([]);
  }, 60_000);

  it('is as far away for a key that is limited to other tools', async () => {
    const other = await app.given.publishedTool(theirs.owner);
    const key = await app.given.apiKey(theirs.owner, { scopes: [...API_SCOPES], tools: [other] });
    for (const route of protectedRoutes()) {
      const isOfTool = route.params.includes('tool') || route.params.includes('run');
      if (!isOfTool || scopesOf(route.access).length === 0) continue;
      const answer = await call(route, key, theirValues, REQUESTS[route.key]);
      expectStatus(route, 'a key for another tool', answer, 404);
    }
    expect(faults).toEqual([]);
  }, 60_000);
});
