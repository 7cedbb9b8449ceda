import {
  type PGliteOptions,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from "@electric-sql/pglite";
import { LRUCache } from "lru-cache";
import { beginning, GuardedPGlite, type StatementGuard } from "./guarded-pglite.ts";

const { serialize } = protocol;

type Messages = Parameters<typeof parse.parseResults>[0];

/** A statement as PostgreSQL has parsed it. */
interface Parsed {
  /** Its name in PostgreSQL; empty for one that lasts until the next unnamed one. */
  name: string;
  /** Types of its values, by position. */
  types: number[];
  /** The description of its rows. */
  description: Messages;
}

const repeatable = /^\s*(?:select|insert|update|delete|with)\b/i;
// Statements that leave the schema as it is; any other may invalidate prepared ones.
const harmless =
  /^(?:select|insert|update|delete|with|begin|commit|rollback|savepoint|release|set|show|checkpoint|analyze|explain)\b/i;
// Values (22), constraints (23), a transaction (25, 40), a function (P0): the statement itself is valid.
const blameless = /^(?:2[235]|40|P0)/;

/** Each of them takes PostgreSQL some ten kilobytes. */
const knownAtMost = 300;
/**
 * How long a plan is reused, in milliseconds. PostgreSQL replans when a table's statistics change, but an embedded
 * database has no autovacuum to collect any. A table may be empty today and large in an hour.
 */
const plannedForMs = 60_000;

const execution = [serialize.execute({}), serialize.sync()];

/**
 * PGlite that has PostgreSQL parse and plan a statement once, and then executes it with one message. PGlite itself
 * parses and plans each time, in six messages, which is several times the work of a short statement.
 */
export class PreparedPGlite extends GuardedPGlite {
  /** By statement text; undefined for one that ran only once. */
  readonly #known: LRUCache<string, { parsed?: Parsed }>;
  /** Names that PostgreSQL may close. */
  readonly #unwanted = new Set<string>();
  #names = 0;

  constructor(guard: StatementGuard, options: PGliteOptions) {
    super(guard, options);
    this.#known = new LRUCache({
      max: knownAtMost,
      ttl: plannedForMs,
      dispose: ({ parsed }) => void (parsed && this.#unwanted.add(parsed.name)),
    });
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    const text = beginning(message);
    if (text !== undefined && !harmless.test(text)) this.#known.clear();
    return super.execProtocolRawSync(message);
  }

  override async query<Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>> {
    if (!repeatable.test(text)) return super.query<Row>(text, values, options);
    await this._checkReady();
    return this._runExclusiveTransaction(() => this.#run<Row>(text, values, options));
  }

  override async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((plain) => {
      const query = <Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>> =>
        plain.closed || !repeatable.test(text)
          ? plain.query<Row>(text, values, options)
          : this.#run<Row>(text, values, options);
      // `closed` is read when it is called.
      return work(Object.assign(Object.create(plain) as Transaction, { query }));
    });
  }

  /** Runs a statement; supports the options that Stint and Drizzle use. */
  #run<Row>(text: string, values: unknown[] = [], options: QueryOptions = {}): Promise<Results<Row>> {
    return this._runExclusiveQuery(async () => {
      try {
        const { name, types, description } = await this.#parsed(text);
        const bound = serialize.bind({ statement: name, values: this.#written(types, values) });
        const messages = await this.statement(text, Buffer.concat([bound, ...execution]));
        return parse.parseResults([...description, ...messages], this.parsers, options)[0] as Results<Row>;
      } catch (error) {
        const { code } = error as { code?: unknown };
        if (typeof code !== "string" || !blameless.test(code)) this.#known.delete(text);
        throw error;
      }
    });
  }

  /** Parses a statement, and keeps it from the second time on: many run only once. */
  async #parsed(text: string): Promise<Parsed> {
    const known = this.#known.get(text);
    if (known?.parsed) return known.parsed;
    const name = known ? `s${++this.#names}` : "";
    const closing = [...this.#unwanted].map((unwanted) => serialize.close({ type: "S", name: unwanted }));
    const parsing = [serialize.parse({ name, text }), serialize.describe({ type: "S", name }), serialize.sync()];
    const messages = await this.statement(text, Buffer.concat([...closing, ...parsing]));
    this.#unwanted.clear();
    const types = parse.parseDescribeStatementResults(messages);
    const parsed = { name, types, description: messages.filter((message) => message.name === "rowDescription") };
    if (known) known.parsed = parsed;
    else this.#known.set(text, {});
    return parsed;
  }

  /** Values as PostgreSQL reads them, by the types it inferred for them. */
  #written(types: number[], values: unknown[]): (string | null)[] {
    return values.map((value, index) => {
      if (value === null || value === undefined) return null;
      const write = this.serializers[types[index] ?? 0];
      return write ? (write(value) as string) : String(value);
    });
  }
}
