import type { UIMessageChunk } from "ai";

/** The stream ended in the middle: the server, or something on the way, went away. */
export class CutOff extends Error {
  override name = "CutOff";
}

/** After one of these a stream may end. */
const ends = new Set(["finish", "abort", "error"]);

function dataOf(event: string): string {
  const lines = event.split("\n").filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice("data:".length).trimStart()).join("\n");
}

/**
 * Reads server-sent events as parts of an answer. The AI SDK's own reader checks each against a schema, which brings all
 * of zod to the page.
 * @param hear hears each part, before it is handed on
 * @returns parts; fails with `CutOff` when the last of them is missing
 */
export function readParts(
  body: ReadableStream<Uint8Array>,
  hear: (part: UIMessageChunk) => void = () => {},
): ReadableStream<UIMessageChunk> {
  let rest = "";
  let hasEnded = false;
  const decoder = new TextDecoder();
  return body.pipeThrough(
    new TransformStream<Uint8Array, UIMessageChunk>({
      transform(bytes, controller) {
        const events = (rest + decoder.decode(bytes, { stream: true })).replaceAll("\r\n", "\n").split("\n\n");
        rest = events.pop() ?? "";
        for (const data of events.map(dataOf)) {
          if (data === "" || data === "[DONE]") continue;
          const part = JSON.parse(data) as UIMessageChunk;
          if (ends.has(part.type)) hasEnded = true;
          hear(part);
          controller.enqueue(part);
        }
      },
      flush(controller) {
        if (!hasEnded) controller.error(new CutOff("The answer ended in the middle"));
      },
    }),
  );
}
