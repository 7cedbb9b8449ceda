import { type PGliteOptions, parse, protocol, type QueryOptions, type Results, type Transaction } from "@electric-sql/pglite";
import { LRUCache } from "lru-cache";
import { GuardedPGlite, type StatementGuard } from "./guarded-pglite.ts";

const { serialize } = protocol;

/** A statement that was asked before. */
interface Known {
  /** Under which PostgreSQL has it; undefined while it was asked only once. */
  name?: string;
  /** Of its values, by their place. */
  types: number[];
  /** What PostgreSQL said of its rows. */
  description: Messages;
}

type Messages = Parameters<typeof parse.parseResults>[0];

// What may be prepared, and what leaves the tables as they are besides.
const repeatable = /^\s*(?:select|insert|update|delete|with)\b/i;
const harmless = /^\s*(?:begin|commit|rollback|savepoint|release|set|show|checkpoint|analyze|explain)\b/i;

/** Of one process; each takes PostgreSQL some ten kilobytes. */
const knownAtMost = 300;
/**
 * How long a plan is used, in milliseconds. PostgreSQL makes plans anew when a table's statistics are, of which there is
 * nothing here: the embedded database has no autovacuum. A table may be empty today and large in an hour.
 */
const plannedForMs = 60_000;

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * PGlite that has PostgreSQL parse and plan a statement once, and then asks for it in one message. PGlite itself parses
 * and plans each time and takes six messages, which is five times the work for a short statement.
 */
export class PreparedPGlite extends GuardedPGlite {
  readonly #known: LRUCache<string, Known>;
  #unwanted: string[] = [];
  #names = 0;

  constructor(guard: StatementGuard, options: PGliteOptions) {
    super(guard, options);
    this.#known = new LRUCache({
      max: knownAtMost,
      ttl: plannedForMs,
      dispose: ({ name }) => {
        if (name !== undefined) this.#unwanted.push(name);
      },
    });
  }

  override async query<Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>> {
    const known = this.#ask(text);
    if (!known) return super.query<Row>(text, values, options);
    await this._checkReady();
    return this._runExclusiveTransaction(() => this.#run<Row>(known, text, values, options));
  }

  override async exec(text: string, options?: QueryOptions): Promise<Results[]> {
    if (!harmless.test(text)) this.#known.clear();
    return super.exec(text, options);
  }

  override async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((plain) => {
      const query = async <Row>(text: string, values?: unknown[], options?: QueryOptions) => {
        const known = plain.closed ? undefined : this.#ask(text);
        return known ? this.#run<Row>(known, text, values, options) : plain.query<Row>(text, values, options);
      };
      // Its other methods belong to the object; `closed` is read when it is asked for.
      return work(Object.assign(Object.create(plain) as Transaction, { query }));
    });
  }

  /** What is known of a statement that was asked before; undefined for one that PGlite itself should run. */
  #ask(text: string): Known | undefined {
    if (repeatable.test(text)) {
      const known = this.#known.get(text);
      if (!known) this.#known.set(text, { types: [], description: [] });
      return known;
    }
    // It may change what prepared statements have in mind.
    if (!harmless.test(text)) this.#known.clear();
    return undefined;
  }

  #run<Row>(known: Known, text: string, values: unknown[] = [], options?: QueryOptions): Promise<Results<Row>> {
    return this._runExclusiveQuery(async () => {
      try {
        if (known.name === undefined) await this.#prepare(known, text);
        const message = joined([serialize.bind({ statement: known.name ?? "", values: this.#written(known, values) }), ...ending]);
        const messages = await this.statement(text, message);
        return parse.parseResults([...known.description, ...messages], this.parsers, options)[0] as Results<Row>;
      } catch (error) {
        // Of whatever kind: the next one begins from nothing.
        this.#known.delete(text);
        throw error;
      }
    });
  }

  async #prepare(known: Known, text: string): Promise<void> {
    const name = `s${++this.#names}`;
    const closing = this.#unwanted.map((unwanted) => serialize.close({ type: "S", name: unwanted }));
    this.#unwanted = [];
    const preparing = [serialize.parse({ name, text }), serialize.describe({ type: "S", name }), serialize.sync()];
    const messages = await this.statement(text, joined([...closing, ...preparing]));
    known.types = parse.parseDescribeStatementResults(messages);
    known.description = messages.filter((message) => message.name === "rowDescription");
    known.name = name;
  }

  /** Values as PostgreSQL reads them, by the types it gave them. */
  #written({ types }: Known, values: unknown[]): unknown[] {
    return values.map((value, index) => {
      if (value === null || value === undefined) return null;
      const write = this.serializers[types[index] ?? 0];
      return write ? write(value) : String(value);
    });
  }
}

const ending = [serialize.execute({}), serialize.sync()];
