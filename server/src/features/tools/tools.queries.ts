import type { Database } from '../../core/db/database.js';
import { newId } from '../../core/ids.js';

/** What a version needs to be compiled and run. */
export interface VersionRow {
  toolId: string;
  toolSlug: string;
  toolName: string;
  toolDescription: string;
  workspaceId: string;
  versionId: string;
  versionNumber: number | null;
  definition: unknown;
}

const VERSION_COLUMNS = `
  tool.id AS "toolId", tool.slug AS "toolSlug", tool.name AS "toolName",
  tool.description AS "toolDescription", tool.workspace_id AS "workspaceId",
  version.id AS "versionId", version.number AS "versionNumber", version.definition`;

/** The live version of a tool; `versionId` is null when nothing was published. */
export async function findLiveVersion(
  db: Database,
  workspaceId: string,
  toolSlug: string,
): Promise<
  (Omit<VersionRow, 'versionId'> & { versionId: string | null; archived: boolean }) | null
> {
  const { rows } = await db.query<VersionRow & { archived: boolean }>(
    `SELECT ${VERSION_COLUMNS}, tool.archived_at IS NOT NULL AS archived
     FROM tools tool LEFT JOIN tool_versions version ON version.id = tool.live_version_id
     WHERE tool.workspace_id = $1 AND tool.slug = $2`,
    [workspaceId, toolSlug],
  );
  return rows[0] ?? null;
}

export async function findVersionById(
  db: Database,
  workspaceId: string,
  versionId: string,
): Promise<VersionRow | null> {
  const { rows } = await db.query<VersionRow>(
    `SELECT ${VERSION_COLUMNS}
     FROM tool_versions version JOIN tools tool ON tool.id = version.tool_id
     WHERE version.workspace_id = $1 AND version.id = $2`,
    [workspaceId, versionId],
  );
  return rows[0] ?? null;
}

export async function findToolWithDraft(
  db: Database,
  workspaceId: string,
  toolSlug: string,
): Promise<{ id: string; archivedAt: Date | null; draftDefinition: unknown } | null> {
  const { rows } = await db.query<{
    id: string;
    archivedAt: Date | null;
    draftDefinition: unknown;
  }>(
    `SELECT id, archived_at AS "archivedAt", draft_definition AS "draftDefinition"
     FROM tools WHERE workspace_id = $1 AND slug = $2`,
    [workspaceId, toolSlug],
  );
  return rows[0] ?? null;
}

/** Keeps a draft as a version without a number; the same content gives the same id. */
export async function snapshotDraft(
  db: Database,
  draft: { workspaceId: string; toolId: string; definition: unknown; contentHash: string },
): Promise<string> {
  const { workspaceId, toolId, definition, contentHash } = draft;
  const find = async (): Promise<string | undefined> => {
    const { rows } = await db.query<{ id: string }>(
      `SELECT id FROM tool_versions
       WHERE workspace_id = $1 AND tool_id = $2 AND content_hash = $3 AND number IS NULL`,
      [workspaceId, toolId, contentHash],
    );
    return rows[0]?.id;
  };
  const known = await find();
  if (known !== undefined) return known;
  await db.query(
    `INSERT INTO tool_versions (id, workspace_id, tool_id, definition, content_hash, notes, created_at)
     VALUES ($1, $2, $3, $4, $5, '', now())
     ON CONFLICT (tool_id, content_hash) WHERE number IS NULL DO NOTHING`,
    [newId(), workspaceId, toolId, JSON.stringify(definition), contentHash],
  );
  // Read back instead of RETURNING: another process may have written the same content first.
  return (await find()) as string;
}

export async function findIdsBySlug(
  db: Database,
  workspaceId: string,
  slugs: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; slug: string }>(
    'SELECT id, slug FROM tools WHERE workspace_id = $1 AND slug = ANY($2)',
    [workspaceId, slugs],
  );
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

export async function findSlugsById(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; slug: string }>(
    'SELECT id, slug FROM tools WHERE workspace_id = $1 AND id = ANY($2)',
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
