import "server-only";
import { LRUCache } from "lru-cache";

const shared = globalThis as { stintAnswers?: LRUCache<string, string> };

/**
 * JSON of versioned responses, by ETag. The version is part of the key, so a write invalidates entries for every
 * process at once; unused entries are evicted by size.
 */
export function answerCache(): LRUCache<string, string> {
  shared.stintAnswers ??= new LRUCache({
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: (body, name) => body.length + name.length,
  });
  return shared.stintAnswers;
}
