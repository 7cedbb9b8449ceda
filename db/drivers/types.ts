import pg from "pg";

const int8 = 20;
const date = 1082;

/** Type parsers for the `pg` family: ids are numbers and calendar dates stay strings; the rest is the driver's own. */
export const typeParsers = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === int8) return Number;
    if (oid === date) return (value: string) => value;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/**
 * How long a statement waits for a connection, in milliseconds. That counts the queue for a free one, which a burst on a
 * small machine makes longer than a second; `/health` has a shorter patience of its own.
 */
export const connectionPatienceMs = 5000;
