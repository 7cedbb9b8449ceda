import { startOpenAiServer } from "@/lib/testing/openai-server.ts";

/** The model used by `bench/chat.ts`, in a separate process: after 20 ms forty words, one every 10 ms. */

const text = Array.from({ length: 40 }, (_, index) => `word${index}`).join(" ");

await startOpenAiServer({
  port: Number(process.env.PORT),
  script: () => ({ kind: "answer", text, firstMs: 20, wordMs: 10 }),
});
