import type { paths } from './schema';

/** Names for what the API answers, taken from its paths so that no type is written by hand. */
type Body<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer T } } };
}
  ? T
  : never;
type Created<Operation> = Operation extends {
  responses: { 201: { content: { 'application/json': infer T } } };
}
  ? T
  : never;
type Sent<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer T } };
}
  ? T
  : never;
type Item<List> = List extends { items: (infer T)[] } ? T : never;

export type Setup = Body<paths['/api/v1/auth/setup']['get']>;
export type Me = Body<paths['/api/v1/me']['get']>;
export type Workspace = Me['workspaces'][number];
export type Template = Body<paths['/api/v1/templates']['get']>[number];
export type Tool = Body<paths['/api/v1/workspaces/{workspace}/tools/{tool}']['get']>;
export type ToolSummary = Item<Body<paths['/api/v1/workspaces/{workspace}/tools']['get']>>;
export type RunSummary = Item<Body<paths['/api/v1/workspaces/{workspace}/runs']['get']>>;
export type RunStatus = RunSummary['status'];
export type ApiKey = Item<Body<paths['/api/v1/workspaces/{workspace}/api-keys']['get']>>;
export type CreatedApiKey = Created<paths['/api/v1/workspaces/{workspace}/api-keys']['post']>;
export type CreateApiKeyBody = Sent<paths['/api/v1/workspaces/{workspace}/api-keys']['post']>;
export type Provider = Item<Body<paths['/api/v1/workspaces/{workspace}/providers']['get']>>;
export type CreateProviderBody = Sent<paths['/api/v1/workspaces/{workspace}/providers']['post']>;
export type ProviderTest = Body<
  paths['/api/v1/workspaces/{workspace}/providers/{provider}/test']['post']
>;
export type Member = Item<Body<paths['/api/v1/workspaces/{workspace}/members']['get']>>;
export type AddMemberBody = Sent<paths['/api/v1/workspaces/{workspace}/members']['post']>;
export type Models = Body<paths['/api/v1/workspaces/{workspace}/models']['get']>;
export type ModelAlias = Models['aliases'][number];
export type UpdateProviderBody = Sent<
  paths['/api/v1/workspaces/{workspace}/providers/{provider}']['patch']
>;
