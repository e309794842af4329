/** A start-up error that lists every bad variable by name, never by value. */
export class ConfigError extends Error {}
