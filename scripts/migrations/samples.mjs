import { inRoot } from '../lib/paths.mjs';

/**
 * What the rules refuse and what they let through, told against these tables of a release 0.1.0. A
 * sample is the SQL of one migration; several texts are one migration each.
 */
export const BASE = `
  CREATE TABLE makers (id integer PRIMARY KEY, email text, name text);
  CREATE TABLE tools (id integer PRIMARY KEY, maker integer);
  CREATE UNIQUE INDEX makers_email ON makers (email);
  CREATE FUNCTION slug(text) RETURNS text LANGUAGE sql RETURN $1;
  CREATE TABLE runs (id integer, owner integer) PARTITION BY RANGE (id)`;

const LIB = inRoot('migrations/lib/indexes.ts');

/** A migration outside a transaction. @param {string} body @returns {Sample} */
const outside = (body) => ({ body, transaction: false });
const unique = (table, definition) =>
  outside(
    `await lib.createIndex(db, { name: 'a', table: '${table}', definition: '${definition}', unique: true });`,
  );
const NAMED =
  '-- contract 0.1.0: always written\nALTER TABLE makers ADD CONSTRAINT named CHECK (name IS NOT NULL AND id > 0) NOT VALID';
const ask = (sql) => `await db.query(${JSON.stringify(sql)});`;

/**
 * @typedef {string | { body: string, transaction?: boolean }} Sample
 * @type {Record<string, { bad: (Sample | Sample[])[], good: (Sample | Sample[])[] }>}
 */
export const SAMPLES = {
  'add-column-not-null': {
    bad: [
      'ALTER TABLE makers ADD COLUMN a text NOT NULL',
      'ALTER TABLE makers ADD a text NOT NULL DEFAULT NULL, ADD COLUMN b text',
    ],
    good: [
      'ALTER TABLE makers ADD COLUMN a text',
      `ALTER TABLE makers ADD COLUMN a text NOT NULL DEFAULT ''`,
      `ALTER TABLE makers ADD COLUMN a timestamptz NOT NULL DEFAULT now()`,
      `ALTER TABLE makers ADD COLUMN a jsonb NOT NULL DEFAULT '{}'::jsonb`,
      'CREATE TABLE news (id integer); ALTER TABLE news ADD COLUMN a text NOT NULL',
    ],
  },
  'table-rewrite': {
    bad: [
      'ALTER TABLE makers ADD COLUMN a uuid DEFAULT gen_random_uuid()',
      'ALTER TABLE makers ADD COLUMN a timestamptz DEFAULT clock_timestamp() + interval $$1 day$$',
      'ALTER TABLE makers ADD COLUMN a bigserial',
      'ALTER TABLE makers ADD COLUMN a integer GENERATED ALWAYS AS IDENTITY',
      'ALTER TABLE makers ADD COLUMN a text GENERATED ALWAYS AS (lower(email)) STORED',
      'ALTER TABLE makers SET UNLOGGED',
      'ALTER INDEX makers_email SET TABLESPACE fast',
      'ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast',
    ],
    good: [
      'ALTER TABLE makers ADD COLUMN a timestamptz DEFAULT CURRENT_TIMESTAMP',
      'ALTER TABLE makers ADD COLUMN a uuid; ALTER TABLE makers ALTER COLUMN a SET DEFAULT gen_random_uuid()',
      `-- safe table-rewrite: twenty rows
       ALTER TABLE makers ADD COLUMN a uuid DEFAULT gen_random_uuid()`,
    ],
  },
  'change-type': {
    bad: [
      'ALTER TABLE makers ALTER COLUMN id TYPE bigint',
      // What is new is a function, not the table.
      'CREATE FUNCTION makers() RETURNS void LANGUAGE sql AS $$ $$; ALTER TABLE makers ALTER id TYPE bigint',
    ],
    good: [
      `-- safe change-type: varchar to text changes no row
       ALTER TABLE makers ALTER COLUMN email TYPE text`,
    ],
  },
  'set-not-null': {
    bad: [
      'ALTER TABLE makers ALTER COLUMN name SET NOT NULL',
      // Checked, but not validated.
      [
        '-- contract 0.1.0: always written\nALTER TABLE makers ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID',
        'ALTER TABLE makers ALTER COLUMN name SET NOT NULL',
      ],
      // Validated, but not about this column.
      [
        '-- contract 0.1.0: always written\nALTER TABLE makers ADD CONSTRAINT named CHECK (email IS NOT NULL OR name IS NOT NULL) NOT VALID',
        'ALTER TABLE makers VALIDATE CONSTRAINT named',
        'ALTER TABLE makers ALTER COLUMN name SET NOT NULL',
      ],
      // Validated, and dropped: PostgreSQL drops before it looks, also within one statement.
      [
        NAMED,
        'ALTER TABLE makers VALIDATE CONSTRAINT named',
        '-- contract 0.1.0: not needed\nALTER TABLE makers DROP CONSTRAINT named',
        'ALTER TABLE makers ALTER COLUMN name SET NOT NULL',
      ],
      [
        NAMED,
        'ALTER TABLE makers VALIDATE CONSTRAINT named',
        'ALTER TABLE makers ALTER COLUMN name SET NOT NULL, DROP CONSTRAINT named',
      ],
      // A primary key makes its columns NOT NULL.
      'ALTER TABLE makers DROP CONSTRAINT makers_pkey, ADD PRIMARY KEY USING INDEX makers_email',
      'ALTER TABLE makers ADD CONSTRAINT once PRIMARY KEY USING INDEX unknown',
    ],
    good: [
      [
        NAMED,
        'ALTER TABLE makers VALIDATE CONSTRAINT named',
        'ALTER TABLE makers ALTER COLUMN name SET NOT NULL',
        'ALTER TABLE makers DROP CONSTRAINT named',
        'ALTER TABLE makers ALTER COLUMN name SET NOT NULL',
      ],
      [
        unique('tools', '(id) -- contract 0.1.0: unique'),
        '-- contract 0.1.0: the same\nALTER TABLE tools DROP CONSTRAINT tools_pkey, ADD PRIMARY KEY USING INDEX a',
      ],
    ],
  },
  'index-not-concurrently': {
    bad: [
      'CREATE INDEX makers_name ON makers (name)',
      'CREATE INDEX makers_name ON public.makers (name)',
      'DROP INDEX makers_name',
      // Not released, but in use wherever the migration before was carried out.
      ['CREATE TABLE news (id integer)', 'CREATE INDEX news_id ON news (id)'],
    ],
    good: [
      outside(`await lib.createIndex(db, { name: 'a', table: 'makers', definition: '(name)' });`),
      outside(`await lib.dropIndex(db, 'a');`),
      'CREATE TABLE news (id integer); CREATE INDEX news_id ON news (id); DROP INDEX news_id',
    ],
  },
  'index-on-partitioned': {
    bad: [
      'CREATE INDEX runs_owner ON runs (owner)',
      outside(`await lib.createIndex(db, { name: 'a', table: 'runs', definition: '(owner)' });`),
    ],
    good: [
      outside(
        `await lib.createIndexOnPartitions(db, { name: 'a', table: 'runs', definition: '(owner)' });`,
      ),
    ],
  },
  'constraint-makes-index': {
    bad: [
      '-- contract 0.1.0: kept\nALTER TABLE makers ADD CONSTRAINT once UNIQUE (name)',
      '-- contract 0.1.0: kept\nALTER TABLE makers ADD PRIMARY KEY (name)',
      'ALTER TABLE makers ADD COLUMN a text UNIQUE',
    ],
    good: ['ALTER TABLE makers ADD CONSTRAINT once UNIQUE USING INDEX makers_email'],
  },
  'constraint-validates': {
    bad: [
      '-- contract 0.1.0: kept\nALTER TABLE makers ADD CONSTRAINT c CHECK (id > 0)',
      '-- contract 0.1.0: kept\nALTER TABLE tools ADD CONSTRAINT c FOREIGN KEY (maker) REFERENCES makers (id)',
      'ALTER TABLE tools ADD COLUMN a integer REFERENCES makers (id)',
      'ALTER TABLE tools ADD COLUMN a integer CHECK (a > 0)',
    ],
    good: [
      [
        `ALTER TABLE tools ADD COLUMN a integer;
         ALTER TABLE tools ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES makers (id) NOT VALID`,
        'ALTER TABLE tools VALIDATE CONSTRAINT c',
      ],
      'CREATE TABLE news (id integer REFERENCES makers (id) CHECK (id > 0))',
    ],
  },
  'validate-apart': {
    bad: [
      `ALTER TABLE tools ADD COLUMN a integer;
       ALTER TABLE tools ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
       ALTER TABLE tools VALIDATE CONSTRAINT c`,
    ],
    good: ['ALTER TABLE tools VALIDATE CONSTRAINT c'],
  },
  'binds-old-program': {
    bad: [
      'ALTER TABLE makers ADD CONSTRAINT c CHECK (id > 0) NOT VALID',
      'ALTER TABLE tools ADD CONSTRAINT c FOREIGN KEY (maker) REFERENCES makers (id) NOT VALID',
      unique('makers', '(name)'),
      'CREATE TRIGGER t BEFORE INSERT ON makers FOR EACH ROW EXECUTE FUNCTION f()',
      'CREATE RULE r AS ON DELETE TO makers DO INSTEAD NOTHING',
      'CREATE POLICY p ON makers USING (id > 0)',
      'ALTER TABLE makers ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE makers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY',
      'ALTER TABLE makers ALTER COLUMN id SET GENERATED ALWAYS',
      // The old program leaves the new column out.
      `ALTER TABLE makers ADD COLUMN a integer;
       ALTER TABLE makers ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID`,
      ['ALTER TABLE makers ADD COLUMN a text', unique('makers', '(a, name)')],
      [
        'ALTER TABLE makers ADD COLUMN a text',
        'ALTER TABLE makers ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID',
      ],
      '-- safe set-not-null: few rows\nALTER TABLE makers ALTER COLUMN name SET NOT NULL',
      // 0.2.0 is not out: the program that is replaced may be an older one.
      '-- contract 0.2.0: kept\nALTER TABLE makers ADD CONSTRAINT c CHECK (id > 0) NOT VALID',
    ],
    good: [
      `ALTER TABLE makers ADD COLUMN a integer;
       ALTER TABLE makers ADD CONSTRAINT c CHECK (a > 0) NOT VALID`,
      'ALTER TABLE makers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY',
      'ALTER TABLE makers ALTER COLUMN id SET GENERATED BY DEFAULT',
      // Since the last release, in a migration before.
      ['ALTER TABLE makers ADD COLUMN a text', unique('makers', '(lower(a))')],
      [
        'ALTER TABLE tools ADD COLUMN a integer',
        'ALTER TABLE tools ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES makers (id) NOT VALID',
      ],
      [
        'CREATE TABLE news (id integer)',
        'CREATE TRIGGER t BEFORE INSERT ON news EXECUTE FUNCTION f()',
        'ALTER TABLE news ENABLE ROW LEVEL SECURITY',
        unique('news', '(id)'),
      ],
      'CREATE TABLE news (id integer); CREATE TRIGGER t BEFORE INSERT ON news EXECUTE FUNCTION f()',
      '-- contract 0.1.0: ids are positive\nALTER TABLE makers ADD CONSTRAINT c CHECK (id > 0) NOT VALID',
    ],
  },
  drops: {
    bad: [
      'ALTER TABLE makers DROP COLUMN name',
      'ALTER TABLE makers RENAME COLUMN name TO title',
      'ALTER TABLE makers RENAME TO people',
      'ALTER TABLE makers ALTER COLUMN name DROP DEFAULT',
      'ALTER TABLE makers ALTER COLUMN name DROP NOT NULL',
      'ALTER TABLE makers ALTER COLUMN id DROP IDENTITY',
      'ALTER TABLE makers ALTER COLUMN name DROP EXPRESSION',
      `ALTER TABLE makers ADD COLUMN a text NOT NULL DEFAULT ''; ALTER TABLE makers ALTER COLUMN a DROP DEFAULT`,
      'ALTER TABLE makers DROP CONSTRAINT makers_pkey',
      'ALTER TABLE makers SET SCHEMA old',
      'DROP TABLE makers',
      'DROP FUNCTION slug(text)',
      'CREATE OR REPLACE FUNCTION slug(text) RETURNS text LANGUAGE sql RETURN $1; DROP FUNCTION slug',
      'CREATE FUNCTION slug(text, integer) RETURNS text LANGUAGE sql RETURN $1; DROP FUNCTION slug(text)',
      'CREATE TABLE old.makers (id integer); DROP TABLE makers',
      'REVOKE SELECT ON makers FROM PUBLIC',
      'REVOKE readers FROM programs',
      'DROP OWNED BY programs',
      `ALTER TYPE mood RENAME VALUE 'good' TO 'fine'`,
      outside(`await lib.dropIndex(db, 'makers_email');`),
      '-- contract 0.2.0: nobody reads it\nALTER TABLE makers DROP COLUMN name',
      '-- safe drops: I am sure\nALTER TABLE makers DROP COLUMN name',
      '-- contract 0.1.0:\nALTER TABLE makers DROP COLUMN name',
    ],
    good: [
      '-- contract 0.1.0: nobody reads it\nALTER TABLE makers DROP COLUMN name',
      'CREATE TABLE news (id integer); DROP TABLE news',
      // Since the last release, in a migration before.
      ['CREATE TABLE news (id integer)', 'ALTER TABLE news DROP COLUMN id', 'DROP TABLE news'],
      ['CREATE TABLE news (id integer)', 'ALTER TABLE news RENAME TO olds'],
      ['ALTER TABLE makers ADD COLUMN a text', 'ALTER TABLE makers DROP COLUMN a'],
      ['ALTER TABLE makers ADD COLUMN a text', 'ALTER TABLE makers RENAME COLUMN a TO b'],
      [NAMED, 'ALTER TABLE makers DROP CONSTRAINT named'],
      [
        '-- contract 0.1.0: kept\nCREATE TRIGGER t BEFORE INSERT ON makers EXECUTE FUNCTION f()',
        'DROP TRIGGER t ON makers',
      ],
      [
        unique('makers', '(name) -- contract 0.1.0: unique'),
        outside(`await lib.dropIndex(db, 'a');`),
      ],
      'CREATE FUNCTION f(a int, OUT b text[]) LANGUAGE sql AS $$ $$; DROP FUNCTION f(integer)',
      `ALTER TYPE mood ADD VALUE 'fine'; GRANT SELECT ON makers TO PUBLIC; GRANT a TO b`,
      'ALTER INDEX makers_email RENAME TO makers_mail',
    ],
  },
  'locks-table': {
    bad: [
      'TRUNCATE makers',
      'LOCK TABLE makers',
      'CLUSTER makers USING makers_pkey',
      'REINDEX TABLE makers',
      'REINDEX (CONCURRENTLY false) TABLE makers',
      outside(ask('VACUUM FULL makers')),
      'REFRESH MATERIALIZED VIEW sums',
      'ALTER TABLE runs DETACH PARTITION runs_1',
      'ALTER TABLE runs ATTACH PARTITION runs_1 DEFAULT',
      'CREATE TABLE news (id integer) PARTITION BY LIST (id); ALTER TABLE news ATTACH PARTITION makers DEFAULT',
    ],
    good: [
      outside(ask('REINDEX TABLE CONCURRENTLY makers')),
      outside(ask('REINDEX (CONCURRENTLY) TABLE makers')),
      outside(ask('VACUUM (FULL off, ANALYZE) makers')),
      'REFRESH MATERIALIZED VIEW CONCURRENTLY sums',
      'CREATE TABLE news (id integer); LOCK TABLE news; TRUNCATE news',
      'CREATE MATERIALIZED VIEW news AS SELECT 1; REFRESH MATERIALIZED VIEW news',
    ],
  },
  'rows-in-one-go': {
    bad: [
      `UPDATE makers SET name = ''`,
      'DELETE FROM makers WHERE name IS NULL',
      'WITH gone AS (DELETE FROM makers RETURNING id) SELECT count(*) FROM gone',
      'INSERT INTO tools (id) SELECT id FROM makers',
      'INSERT INTO tools (id) SELECT 1 UNION ALL SELECT id FROM makers',
      'WITH a AS (INSERT INTO tools (id) SELECT id FROM makers) SELECT 1',
      'CREATE TABLE news AS WITH gone AS (DELETE FROM makers RETURNING id) SELECT id FROM gone',
      'SELECT 1 FROM makers FOR UPDATE',
    ],
    good: [
      'INSERT INTO tools (id) VALUES (1)',
      'INSERT INTO tools (id) VALUES (1), ((SELECT max(id) FROM makers))',
      'SELECT count(*) FROM makers',
      'CREATE TABLE news (id integer); UPDATE news SET id = 1',
      '-- safe rows-in-one-go: one row for each installation\nUPDATE makers SET name = NULL',
    ],
  },
  'several-tables': {
    bad: [
      'ALTER TABLE makers ADD COLUMN a text; ALTER TABLE tools ADD COLUMN a text',
      'CREATE TABLE runs_1 PARTITION OF runs DEFAULT; ALTER TABLE tools ADD COLUMN a text',
    ],
    good: [
      'ALTER TABLE makers ADD COLUMN a text; ALTER TABLE makers ADD COLUMN b text',
      'CREATE TABLE news (id integer); ALTER TABLE news ADD COLUMN a text; ALTER TABLE makers ADD COLUMN a text',
      ['ALTER TABLE makers ADD COLUMN a text', 'ALTER TABLE tools ADD COLUMN a text'],
    ],
  },
  'concurrently-in-transaction': {
    bad: [
      'CREATE INDEX CONCURRENTLY a ON makers (name)',
      'DROP INDEX CONCURRENTLY a',
      'ALTER TABLE runs DETACH PARTITION runs_1 CONCURRENTLY',
    ],
    good: [outside(`await lib.dropIndex(db, 'a');`)],
  },
  'not-repeatable': {
    bad: [
      outside(ask('ALTER TABLE makers ADD COLUMN a text')),
      outside(ask('CREATE INDEX CONCURRENTLY a ON makers (name)')),
      outside(ask('CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON makers (name)')),
      outside(ask('DROP INDEX CONCURRENTLY a')),
    ],
    good: [
      outside(ask('ALTER TABLE makers VALIDATE CONSTRAINT c')),
      outside(`await lib.createIndex(db, { name: 'a', table: 'makers', definition: '(name)' });`),
    ],
  },
  'hides-drift': {
    bad: [
      'CREATE TABLE IF NOT EXISTS news (id integer)',
      'ALTER TABLE makers ADD COLUMN IF NOT EXISTS a text',
      'ALTER TABLE IF EXISTS makers ADD COLUMN a text',
      'CREATE TABLE news (id integer); CREATE INDEX IF NOT EXISTS a ON news (id)',
    ],
    good: ['CREATE TABLE news (id integer)'],
  },
  opaque: {
    bad: [
      'DO $$ BEGIN EXECUTE $a$ DROP TABLE makers $a$; END $$',
      'CALL clean_up()',
      'CREATE SCHEMA old CREATE TABLE news (id integer)',
      // Nothing is known of these.
      'ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint CASCADE',
      'ALTER DOMAIN name ADD CONSTRAINT short CHECK (length(value) < 9)',
      'ALTER SEQUENCE ids AS smallint',
      'ALTER TABLE makers OWNER TO other',
      'ALTER TABLE makers DISABLE TRIGGER ALL',
      'ALTER TABLE makers ALTER COLUMN id SET GENERATED BY DEFAULT RESTART',
      'ALTER VIEW sums SET (security_barrier)',
      'ALTER FUNCTION slug(text) OWNER TO other',
      'ALTER ROLE programs SET lock_timeout = 0',
      'ALTER DATABASE main SET lock_timeout = 0',
      'DISCARD ALL',
    ],
    good: [
      'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$',
      'CREATE SEQUENCE ids; ALTER SEQUENCE ids AS smallint',
      'CREATE TABLE news (id integer); ALTER TABLE news OWNER TO other',
      `CREATE TYPE mood AS ENUM ('good'); CREATE TYPE pair AS (a integer); CREATE DOMAIN name AS text`,
      'CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE SCHEMA old; CREATE VIEW sums AS SELECT 1',
      `COMMENT ON TABLE makers IS 'people'; CREATE STATISTICS s ON email, name FROM makers`,
      'ALTER TABLE makers SET (fillfactor = 90), ALTER COLUMN name SET STORAGE EXTERNAL',
      '-- safe opaque: the program is a member of both\nALTER TABLE makers OWNER TO other',
    ],
  },
  'own-session': {
    bad: [
      'SET lock_timeout = 0',
      'SET LOCAL statement_timeout = 0',
      'SET LOCAL search_path = old',
      `SET work_mem = '64MB'`,
      'RESET ALL',
      `SELECT set_config('lock_timeout', '0', false)`,
      outside(ask(`SELECT set_config('lock_timeout', '0', false)`)),
      'COMMIT',
    ],
    good: [`SET LOCAL work_mem = '64MB'`],
  },
  'no-way-back': {
    bad: [{ body: `${ask('CREATE TABLE news (id integer)')} } async down() {` }],
    good: ['CREATE TABLE news (id integer)'],
  },
  unreadable: {
    bad: [
      'ALTER TABEL makers ADD COLUMN a text',
      { body: `await db.createTable('news');` },
      { body: `const [row] = await db.query('SELECT 1 AS one'); await db.query(row.one);` },
    ],
    good: [`SELECT 'ü'; -- bytes are not characters\nCREATE TABLE "nëws" (id integer)`],
  },
};

/** The file of a sample. @param {string} digits @param {Sample} sample */
export function sourceOf(digits, sample) {
  const { body, transaction } =
    typeof sample === 'string' ? { body: ask(sample), transaction: undefined } : sample;
  const hasDown = body.includes('async down');
  return `import * as lib from ${JSON.stringify(LIB)};
export class Sample${digits} {
  name = 'Sample${digits}';
  ${transaction === undefined ? '' : `transaction = ${transaction};`}
  async up(db) { void lib; ${body} }
  ${hasDown ? '' : `async down(db) { await db.query('SELECT 1'); }`}
}
`;
}
