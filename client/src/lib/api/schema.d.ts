/** Types of the server's API, in the shape that openapi-typescript writes. */
type Json<T> = { headers: { [name: string]: unknown }; content: { 'application/json': T } };
type Empty = { headers: { [name: string]: unknown }; content?: never };
type None = { query?: never; header?: never; path?: never; cookie?: never };
type W = { query?: never; header?: never; path: { workspace: string }; cookie?: never };
type WT = { query?: never; header?: never; path: { workspace: string; tool: string }; cookie?: never };
type Page<T> = { items: T[]; nextCursor: string | null };

export interface paths {
  '/api/v1/auth/setup': { get: { parameters: None; requestBody?: never; responses: { 200: Json<components['schemas']['SetupDto']> } } };
  '/api/v1/me': { get: { parameters: None; requestBody?: never; responses: { 200: Json<components['schemas']['MeDto']> } } };
  '/api/v1/templates': { get: { parameters: None; requestBody?: never; responses: { 200: Json<components['schemas']['TemplateDto'][]> } } };
  '/api/v1/workspaces/{workspace}/tools': {
    get: {
      parameters: { query?: { limit?: number; cursor?: string; search?: string }; header?: never; path: { workspace: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<Page<components['schemas']['ToolDto']>> };
    };
    post: { parameters: W; requestBody: { content: { 'application/json': components['schemas']['CreateToolDto'] } }; responses: { 201: Json<components['schemas']['ToolDto']> } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}': {
    get: { parameters: WT; requestBody?: never; responses: { 200: Json<components['schemas']['ToolDto']> } };
    patch: { parameters: WT; requestBody: { content: { 'application/json': { name?: string; description?: string; slug?: string; archived?: boolean } } }; responses: { 200: Json<components['schemas']['ToolDto']> } };
    delete: { parameters: WT; requestBody?: never; responses: { 204: Empty } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/draft': {
    put: {
      parameters: { query?: never; header: { 'if-match': string }; path: { workspace: string; tool: string }; cookie?: never };
      requestBody: { content: { 'application/json': { definition: { [key: string]: unknown } } } };
      responses: { 200: Json<components['schemas']['DraftDto']> };
    };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/draft/check': {
    post: { parameters: WT; requestBody: { content: { 'application/json': { definition: { [key: string]: unknown } } } }; responses: { 200: Json<components['schemas']['DefinitionCheckDto']> } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/versions': {
    get: {
      parameters: { query?: { limit?: number; cursor?: string }; header?: never; path: { workspace: string; tool: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<Page<components['schemas']['VersionDto']>> };
    };
    post: { parameters: WT; requestBody: { content: { 'application/json': { notes?: string } } }; responses: { 201: Json<components['schemas']['VersionDto']> } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/versions/{number}': {
    get: {
      parameters: { query?: never; header?: never; path: { workspace: string; tool: string; number: number }; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<components['schemas']['VersionDetailDto']> };
    };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/live': {
    put: { parameters: WT; requestBody: { content: { 'application/json': { number: number } } }; responses: { 200: Json<components['schemas']['ToolDto']> } };
  };
  '/api/v1/step-kinds': { get: { parameters: None; requestBody?: never; responses: { 200: Json<components['schemas']['StepKindDto'][]> } } };
  '/api/v1/runs/{run}': {
    get: { parameters: { query?: never; header?: never; path: { run: string }; cookie?: never }; requestBody?: never; responses: { 200: Json<components['schemas']['RunDto']> } };
  };
  '/api/v1/runs/{run}/cancel': {
    post: { parameters: { query?: never; header?: never; path: { run: string }; cookie?: never }; requestBody?: never; responses: { 200: Json<components['schemas']['RunDto']> } };
  };
  '/api/v1/workspaces/{workspace}/runs': {
    get: {
      parameters: {
        query?: { limit?: number; cursor?: string; tool?: string; status?: components['schemas']['RunStatus']; trigger?: string; from?: string; to?: string };
        header?: never;
        path: { workspace: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: { 200: Json<Page<components['schemas']['RunSummaryDto']>> };
    };
  };
  '/api/v1/workspaces/{workspace}/api-keys': {
    get: { parameters: { query?: { limit?: number; cursor?: string }; header?: never; path: { workspace: string }; cookie?: never }; requestBody?: never; responses: { 200: Json<Page<components['schemas']['ApiKeyDto']>> } };
    post: { parameters: W; requestBody: { content: { 'application/json': components['schemas']['CreateApiKeyDto'] } }; responses: { 201: Json<components['schemas']['CreatedApiKeyDto']> } };
  };
  '/api/v1/workspaces/{workspace}/api-keys/{key}': {
    delete: { parameters: { query?: never; header?: never; path: { workspace: string; key: string }; cookie?: never }; requestBody?: never; responses: { 204: Empty } };
  };
  '/api/v1/workspaces/{workspace}/providers': {
    get: { parameters: W; requestBody?: never; responses: { 200: Json<Page<components['schemas']['ProviderDto']>> } };
    post: { parameters: W; requestBody: { content: { 'application/json': components['schemas']['CreateProviderDto'] } }; responses: { 201: Json<components['schemas']['ProviderDto']> } };
  };
  '/api/v1/workspaces/{workspace}/providers/{provider}': {
    patch: {
      parameters: { query?: never; header?: never; path: { workspace: string; provider: string }; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['UpdateProviderDto'] } };
      responses: { 200: Json<components['schemas']['ProviderDto']> };
    };
    delete: { parameters: { query?: never; header?: never; path: { workspace: string; provider: string }; cookie?: never }; requestBody?: never; responses: { 204: Empty } };
  };
  '/api/v1/workspaces/{workspace}/providers/{provider}/test': {
    post: { parameters: { query?: never; header?: never; path: { workspace: string; provider: string }; cookie?: never }; requestBody?: never; responses: { 200: Json<components['schemas']['ProviderTestDto']> } };
  };
  '/api/v1/workspaces/{workspace}/model-aliases': {
    get: { parameters: W; requestBody?: never; responses: { 200: Json<components['schemas']['ModelAliasDto'][]> } };
  };
  '/api/v1/workspaces/{workspace}/model-aliases/{alias}': {
    put: {
      parameters: { query?: never; header?: never; path: { workspace: string; alias: string }; cookie?: never };
      requestBody: { content: { 'application/json': { provider: string; model: string } } };
      responses: { 200: Json<components['schemas']['ModelAliasDto']> };
    };
  };
}

export interface components {
  schemas: {
    SetupDto: { firstAccount: boolean; registration: 'open' | 'invitation' | 'closed' };
    MeDto: { id: string; email: string; name: string; role: 'admin' | 'maker'; workspaces: { id: string; slug: string; name: string; role: 'owner' | 'editor' | 'runner' }[] };
    TemplateDto: { key: string; name: string; description: string; definition: { [key: string]: unknown }; exampleInputs: { [key: string]: unknown }; needsProvider?: boolean };
    CreateToolDto: { name: string; slug?: string; description?: string; template?: string; definition?: { [key: string]: unknown } };
    ToolDto: {
      id: string;
      slug: string;
      name: string;
      description: string;
      draft: { definition: { [key: string]: unknown }; revision: number };
      liveVersion: number | null;
      createdAt: string;
      updatedAt: string;
    };
    RunStatus: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';
    DraftDto: { definition: { [key: string]: unknown }; revision: number };
    DefinitionCheckDto: {
      faults: { pointer: string; detail: string }[];
      plan: { steps: { id: string; kind: string; needs: string[] }[]; pure: boolean; needsProvider: boolean } | null;
    };
    VersionDto: { number: number; notes: string; live: boolean; createdAt: string; createdBy: { id: string; name: string } | null };
    VersionDetailDto: components['schemas']['VersionDto'] & { definition: { [key: string]: unknown } };
    StepKindDto: {
      kind: string;
      title: string;
      description: string;
      nature: 'pure' | 'cost' | 'effect';
      needsProvider: boolean;
      with: { [key: string]: unknown };
      output: { [key: string]: unknown };
      defaultTimeoutSeconds: number;
    };
    RunErrorDto: { code: string; message: string; path?: string; details?: unknown };
    UsageDto: { inputTokens?: number; outputTokens?: number; cost?: number | null; model?: string };
    RunStepDto: {
      path: string;
      kind: string;
      status: 'succeeded' | 'failed' | 'skipped';
      attempt: number;
      input: unknown;
      output: unknown;
      error: components['schemas']['RunErrorDto'] | null;
      usage: components['schemas']['UsageDto'] | null;
      startedAt: string;
      finishedAt: string;
    };
    RunDto: components['schemas']['RunSummaryDto'] & {
      version: number | null;
      inputs: { [key: string]: unknown };
      output: unknown;
      error: components['schemas']['RunErrorDto'] | null;
      usage: components['schemas']['UsageDto'] | null;
      steps: components['schemas']['RunStepDto'][];
    };
    RunSummaryDto: {
      id: string;
      tool: { slug: string; name: string };
      status: components['schemas']['RunStatus'];
      trigger: string;
      createdAt: string;
      startedAt: string | null;
      finishedAt: string | null;
    };
    ApiScope: 'runs:create' | 'runs:read' | 'tools:read' | 'tools:write';
    CreateApiKeyDto: { name: string; scopes: components['schemas']['ApiScope'][]; tools?: string[]; expiresAt?: string };
    ApiKeyDto: {
      id: string;
      name: string;
      /** The first characters of the secret. */
      prefix: string;
      scopes: components['schemas']['ApiScope'][];
      tools: string[] | null;
      expiresAt: string | null;
      lastUsedAt: string | null;
      createdAt: string;
    };
    CreatedApiKeyDto: components['schemas']['ApiKeyDto'] & { secret: string };
    ProviderModelDto: { name: string; inputPricePerMillion?: number; outputPricePerMillion?: number };
    ProviderDto: {
      id: string;
      slug: string;
      kind: 'openai-compatible' | 'anthropic' | 'builtin';
      name: string;
      baseUrl: string | null;
      hasApiKey: boolean;
      models: components['schemas']['ProviderModelDto'][];
      scope: 'platform' | 'workspace';
    };
    CreateProviderDto: { kind: 'openai-compatible' | 'anthropic'; name: string; baseUrl?: string; apiKey?: string; models: components['schemas']['ProviderModelDto'][] };
    UpdateProviderDto: { name?: string; baseUrl?: string; apiKey?: string; models?: components['schemas']['ProviderModelDto'][] };
    ProviderTestDto: { ok: boolean; error?: string; models?: string[]; latencyMs?: number };
    ModelAliasDto: { alias: string; provider: string; model: string };
  };
}
