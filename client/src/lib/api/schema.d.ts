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
      parameters: { query?: { limit?: number; cursor?: string; search?: string; archived?: 'true' | 'false' }; header?: never; path: { workspace: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<Page<components['schemas']['ToolSummaryDto']>> };
    };
    post: { parameters: W; requestBody: { content: { 'application/json': components['schemas']['CreateToolDto'] } }; responses: { 201: Json<components['schemas']['ToolDto']> } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}': {
    get: { parameters: WT; requestBody?: never; responses: { 200: Json<components['schemas']['ToolDto']> } };
    patch: { parameters: WT; requestBody: { content: { 'application/json': { name?: string; description?: string; slug?: string; archived?: boolean } } }; responses: { 200: Json<components['schemas']['ToolDto']> } };
    delete: { parameters: WT; requestBody?: never; responses: { 204: Empty } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/restore': { post: { parameters: WT; requestBody?: never; responses: { 200: Json<components['schemas']['ToolDto']> } } };
  '/api/v1/workspaces/{workspace}/tools/{tool}/draft': {
    put: {
      parameters: { query?: never; header: { 'If-Match': string }; path: { workspace: string; tool: string }; cookie?: never };
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
    post: { parameters: { query?: never; header?: { 'If-Match'?: string }; path: { workspace: string; tool: string }; cookie?: never }; requestBody: { content: { 'application/json': { notes?: string } } }; responses: { 201: Json<components['schemas']['VersionDto']> } };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/versions/{number}': {
    get: {
      parameters: { query?: never; header?: never; path: { workspace: string; tool: string; number: number }; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<components['schemas']['VersionDetailDto']> };
    };
  };
  '/api/v1/workspaces/{workspace}/tools/{tool}/live': {
    put: { parameters: WT; requestBody: { content: { 'application/json': { number: number } } }; responses: { 200: Json<components['schemas']['VersionDto']> } };
  };
  '/api/v1/step-kinds': { get: { parameters: None; requestBody?: never; responses: { 200: Json<components['schemas']['StepKindDto'][]> } } };
  '/api/v1/runs/{run}': {
    get: { parameters: { query?: never; header?: never; path: { run: string }; cookie?: never }; requestBody?: never; responses: { 200: Json<components['schemas']['RunDto']> } };
  };
  '/api/v1/runs/{run}/cancel': {
    post: { parameters: { query?: never; header?: never; path: { run: string }; cookie?: never }; requestBody?: never; responses: { 200: Json<components['schemas']['RunResultDto']> } };
  };
  '/api/v1/workspaces/{workspace}/runs': {
    get: {
      parameters: {
        query?: { limit?: number; cursor?: string; tool?: string; status?: components['schemas']['RunStatus']; trigger?: components['schemas']['RunTrigger']; from?: string; to?: string };
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
    post: { parameters: { query?: never; header?: never; path: { workspace: string; provider: string }; cookie?: never }; requestBody: { content: { 'application/json': { model?: string } } }; responses: { 200: Json<components['schemas']['ProviderTestDto']> } };
  };
  '/api/v1/workspaces/{workspace}/models': { get: { parameters: W; requestBody?: never; responses: { 200: Json<components['schemas']['ModelsDto']> } } };
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
    SetupDto: { needsFirstAccount: boolean; registration: 'open' | 'invitation' | 'closed' };
    MeDto: { id: string; email: string; name: string; role: 'admin' | 'maker'; workspaces: { id: string; slug: string; name: string; role: 'owner' | 'editor' | 'runner' }[] };
    TemplateDto: { key: string; name: string; description: string; definition: { [key: string]: unknown }; exampleInputs: { [key: string]: unknown }[]; needsProvider: boolean };
    CreateToolDto: { name: string; slug?: string; description?: string; template?: string; definition?: { [key: string]: unknown } };
    ToolSummaryDto: {
      id: string;
      slug: string;
      name: string;
      description: string;
      liveVersion: number | null;
      hasUnpublishedChanges: boolean;
      archivedAt: string | null;
      createdAt: string;
      updatedAt: string;
    };
    ToolDto: components['schemas']['ToolSummaryDto'] & { draft: components['schemas']['DraftDto'] };
    RunStatus: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';
    DraftDto: { definition: { [key: string]: unknown }; revision: number; savedAt: string };
    DefinitionCheckDto: {
      faults: { pointer: string; detail: string }[];
      plan: { steps: { id: string; kind: string; needs: string[] }[]; pure: boolean; needsProvider: boolean } | null;
    };
    VersionDto: { id: string; number: number; notes: string; isLive: boolean; createdAt: string };
    VersionDetailDto: components['schemas']['VersionDto'] & { definition: { [key: string]: unknown } };
    StepKindDto: {
      kind: string;
      title: string;
      description: string;
      nature: 'pure' | 'cost' | 'effect';
      needsProvider: boolean;
      endsRun: boolean;
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
    RunTrigger: 'app' | 'api' | 'draft';
    RunResultDto: {
      id: string;
      status: components['schemas']['RunStatus'];
      tool: string;
      version: number | null;
      trigger: components['schemas']['RunTrigger'];
      output: unknown;
      error: components['schemas']['RunErrorDto'] | null;
      usage: components['schemas']['UsageDto'] | null;
      createdAt: string;
      startedAt: string | null;
      finishedAt: string | null;
    };
    RunSummaryDto: components['schemas']['RunResultDto'] & { toolName: string };
    RunDto: components['schemas']['RunResultDto'] & {
      workspace: string;
      toolName: string;
      inputs: unknown;
      steps: components['schemas']['RunStepDto'][];
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
    ProviderModelDto: { name: string; inputPricePerMillion?: number | null; outputPricePerMillion?: number | null; contextSize?: number | null; capabilities?: string[] };
    ProviderModelAnswerDto: { name: string; inputPricePerMillion: number | null; outputPricePerMillion: number | null; contextSize: number | null; capabilities: string[] };
    ProviderDto: {
      id: string;
      slug: string;
      kind: 'openai-compatible' | 'anthropic';
      name: string;
      baseUrl: string;
      hasKey: boolean;
      models: components['schemas']['ProviderModelAnswerDto'][];
      createdAt: string;
      updatedAt: string;
    };
    CreateProviderDto: { kind: 'openai-compatible' | 'anthropic'; name: string; slug?: string; baseUrl: string; apiKey?: string; models?: components['schemas']['ProviderModelDto'][] };
    UpdateProviderDto: { name?: string; baseUrl?: string; apiKey?: string | null; models?: components['schemas']['ProviderModelDto'][] };
    ProviderTestDto: { ok: boolean; status: number | null; latencyMs: number; error: string | null; models: string[]; testedModel: string | null };
    ModelAliasDto: { alias: string; provider: string; model: string; available: boolean };
    ModelDto: { id: string; name: string; provider: string; providerName: string; platform: boolean; inputPricePerMillion: number | null; outputPricePerMillion: number | null; contextSize: number | null; capabilities: string[] };
    ModelsDto: {
      aliases: components['schemas']['ModelAliasDto'][];
      models: components['schemas']['ModelDto'][];
      providers: { slug: string; name: string; platform: boolean }[];
    };
  };
}
