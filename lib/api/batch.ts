import { z } from "zod";

/** Lists of independent items: an invalid item gets its own error and does not reject the others. */

/**
 * A list of 1 to `max` items that the service parses one by one with `parseItem`. The OpenAPI document describes the
 * items with `item`.
 */
export function eachItem(item: z.ZodType, max: number) {
  const { $schema: _, ...described } = z.toJSONSchema(item, {
    io: "input",
    target: "draft-2020-12",
    unrepresentable: "any",
  });
  return z.array(z.unknown().meta(described)).min(1).max(max);
}
