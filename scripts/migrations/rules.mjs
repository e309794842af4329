/**
 * What a migration may not do while the program before it goes on serving, why, and what to do
 * instead. `mark` says whether a comment above the statement can allow it: `safe` names the rule and
 * a reason, `contract` a release.
 * @type {Record<string, { why: string, instead: string, mark?: 'safe' | 'contract' }>}
 */
export const RULES = {
  'add-column-not-null': {
    why: 'It fails on a table that has rows, and the old program does not fill the column.',
    instead: 'Add it as nullable or with a constant default.',
  },
  'table-rewrite': {
    why: 'Every row is written again while nobody can read or write the table.',
    instead:
      'Add the column as nullable with a constant default or none, let the program fill it, and backfill by a job.',
    mark: 'safe',
  },
  'change-type': {
    why: 'The table is written again under a lock, and the old program expects the old type.',
    instead:
      'Add a column of the new type, write both, backfill by a job, read the new one; drop the old one a release later.',
    mark: 'safe',
  },
  'set-not-null': {
    why: 'All rows are read while nobody can read or write the table.',
    instead:
      'ADD CONSTRAINT … CHECK (column IS NOT NULL) NOT VALID, VALIDATE it in the next migration, then SET NOT NULL.',
    mark: 'safe',
  },
  'index-not-concurrently': {
    why: 'Nobody can write the table until the index is made, or read it until it is gone.',
    instead: 'createIndex or dropIndex of migrations/lib in a migration with transaction = false.',
    mark: 'safe',
  },
  'index-on-partitioned': {
    why: 'A partitioned table takes no CONCURRENTLY, and without it all partitions are locked.',
    instead: 'createIndexOnPartitions of migrations/lib in a migration with transaction = false.',
    mark: 'safe',
  },
  'constraint-makes-index': {
    why: 'Its index is made while nobody can read or write the table.',
    instead:
      'createIndex with unique: true in a migration of its own, then ADD CONSTRAINT … UNIQUE USING INDEX.',
    mark: 'safe',
  },
  'constraint-validates': {
    why: 'All rows are checked while nobody can write the table.',
    instead: 'Add it NOT VALID, and VALIDATE CONSTRAINT in the next migration.',
    mark: 'safe',
  },
  'validate-apart': {
    why: 'In one transaction the lock of ADD CONSTRAINT stays while all rows are checked.',
    instead: 'VALIDATE CONSTRAINT in the next migration.',
    mark: 'safe',
  },
  'binds-old-program': {
    why: 'It holds for new rows at once, also for those that the old program writes.',
    instead:
      'Ship a release whose program keeps to it, then add it with `-- contract <that release>: <why>`.',
    mark: 'contract',
  },
  drops: {
    why: 'The old program still uses it: it serves until the new one has taken over, and again after a rollback.',
    instead:
      'Ship a release whose program does without, then say `-- contract <that release>: <why>`.',
    mark: 'contract',
  },
  'locks-table': {
    why: 'Nobody can use the table while it lasts.',
    instead: 'Use the CONCURRENTLY form, or delete in batches by a job.',
    mark: 'safe',
  },
  'rows-in-one-go': {
    why: 'It locks each row that it changes until the end, and bloats the table.',
    instead: 'Change rows in batches by a job of the program.',
    mark: 'safe',
  },
  'several-tables': {
    why: 'The first table stays locked while the second is waited for, which may end in a deadlock.',
    instead: 'One migration for each table.',
    mark: 'safe',
  },
  'concurrently-in-transaction': {
    why: 'PostgreSQL refuses CONCURRENTLY within a transaction.',
    instead: 'Say `transaction = false` in the class.',
  },
  'not-repeatable': {
    why: 'Outside a transaction what was done stays when the next statement fails, and is then done again.',
    instead:
      'Only createIndex, createIndexOnPartitions, dropIndex, VALIDATE CONSTRAINT and the like; the rest in a migration of its own.',
  },
  'hides-drift': {
    why: 'IF NOT EXISTS and IF EXISTS pass over a schema that is not what it should be.',
    instead: 'Leave it out: each migration runs once, and is rolled back whole.',
    mark: 'safe',
  },
  opaque: {
    why: 'What it does to a database in use cannot be read here, or no rule knows.',
    instead: 'Write the statements out; give what is needed often a rule in scripts/migrations.',
    mark: 'safe',
  },
  'own-session': {
    why: 'Transactions, time limits and the session are those of `migrate`; without them others wait behind the migration.',
    instead:
      'Leave it out, or say SET LOCAL where it is no time limit; for CONCURRENTLY say `transaction = false` in the class.',
  },
  'no-way-back': {
    why: 'A developer cannot go back to another branch, and the way up cannot be tested twice.',
    instead: 'Write `down`.',
  },
  unreadable: {
    why: 'It is not SQL that PostgreSQL 16 understands, or it depends on data.',
    instead: 'Plain SQL by db.query.',
  },
  naming: {
    why: 'Order and bookkeeping go by the file, the class and its name; they have to agree.',
    instead: 'One class a file, whose name ends in the digits of the file.',
  },
  marks: {
    why: 'A mark has the form `-- safe <rule>: <reason>` or `-- contract <release>: <reason>` and stands above its statement.',
    instead:
      'Name a rule of this list or a release of migrations/released.json; delete what allows nothing.',
  },
  frozen: {
    why: 'Installations have carried it out: a change would be made on new ones only.',
    instead: 'Put the file back, and write a new migration with larger digits.',
  },
};
