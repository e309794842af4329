import type { paths } from '@/lib/api/schema';

type Answer<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer T } } };
}
  ? T
  : never;

export type Version = Answer<
  paths['/api/v1/workspaces/{workspace}/tools/{tool}/versions']['get']
>['items'][number];
export type StepKind = Answer<paths['/api/v1/step-kinds']['get']>[number];
export type DefinitionCheck = Answer<
  paths['/api/v1/workspaces/{workspace}/tools/{tool}/draft/check']['post']
>;
export type Fault = DefinitionCheck['faults'][number];
export type Draft = Answer<paths['/api/v1/workspaces/{workspace}/tools/{tool}/draft']['put']>;
