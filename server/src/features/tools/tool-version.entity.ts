import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A definition as it was at one moment; never changed. */
@Entity('tool_versions')
export class ToolVersion {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') workspaceId!: string;
  @Column('uuid') toolId!: string;
  /** 1, 2, 3, ... of a published version; `null` for a draft that was run. */
  @Column('int', { nullable: true }) number!: number | null;
  /** Large, so it comes only where it is asked for. */
  @Column('json', { select: false }) definition!: object;
  @Column('text') contentHash!: string;
  @Column('text') notes!: string;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
