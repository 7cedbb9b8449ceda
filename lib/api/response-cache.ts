import "server-only";
import { LRUCache } from "lru-cache";

const shared = globalThis as { stintAnswers?: LRUCache<string, string> };

/**
 * JSON of versioned answers, by their ETag. The version is part of the name, so a write outdates what is here for
 * every process at once; what nobody asks for any more falls out by size.
 */
export function answerCache(): LRUCache<string, string> {
  shared.stintAnswers ??= new LRUCache({
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: (body, name) => body.length + name.length,
  });
  return shared.stintAnswers;
}
