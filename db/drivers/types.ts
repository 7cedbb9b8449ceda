import pg from "pg";

const int8 = 20;
const date = 1082;

/**
 * Type parsers for the `pg` family: ids are numbers and calendar dates stay strings; the rest is the driver's default.
 */
export const typeParsers = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === int8) return Number;
    if (oid === date) return (value: string) => value;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/**
 * How long a statement waits for a connection, in milliseconds. That includes the queue for a free one, which a burst
 * on a small machine makes longer than a second. A request fails within three seconds when a database is frozen; a
 * command waits longer, as a suspended database takes its time to wake up.
 * @param bounded whether it is a request's
 */
export const connectionPatienceMs = (bounded: boolean): number => (bounded ? 2500 : 5000);

/** How long one statement of a request may run, in seconds. */
export const statementSeconds = 15;

/**
 * How long a transaction may hold its locks without a statement, in seconds: after that its process is frozen, or gone.
 */
export const idleTransactionSeconds = 15;
