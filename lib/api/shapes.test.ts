import { expect, test } from "vitest";
import { cleanLine, cleanProse } from "./shapes.ts";

test("control characters are taken out of text, and everything else stays as it was written", () => {
  const title = cleanLine(200);
  expect(title.parse(" a\u0000b\u0007c\u001b[31m\u0085 \r\n d\t<script>alert(1)</script> ")).toBe(
    "abc[31m   d <script>alert(1)</script>",
  );
  expect(title.parse("Ünïcödé 👩‍💻 \u200d \ufffd")).toBe("Ünïcödé 👩‍💻 \u200d \ufffd");
  expect(title.parse("\ud800x")).toBe("\ufffdx");
  expect(title.safeParse("\u0000\u0001 \n").success).toBe(false);
  expect(title.safeParse("x".repeat(200)).success).toBe(true);
  expect(title.safeParse("x".repeat(201)).success).toBe(false);
  expect(title.parse(`${"x".repeat(200)}\u0000`)).toHaveLength(200);
  expect(cleanProse(10).parse("a\nb\tc\u0000")).toBe("a\nb\tc");
  expect(cleanProse(10).parse("")).toBe("");
  expect(cleanProse(10, 1).safeParse(" \n").success).toBe(false);
});
