export class FieldErrorDto {
  /** JSON pointer into the body, for example "#/steps/0/with/url". */
  pointer!: string;
  /** What is wrong there. */
  detail!: string;
}

/** RFC 9457 problem details. */
export class ProblemDto {
  /** URN of the problem type. */
  type!: string;
  /** Fixed text of the problem type. */
  title!: string;
  /** HTTP status. */
  status!: number;
  /** What happened and what to do, for people. */
  detail!: string;
  /** Stable code for programs, for example "validation-failed". */
  code!: string;
  /** Names this request in the server's logs. */
  traceId?: string;
  /** Faults of single fields. */
  errors?: FieldErrorDto[];
}
