import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown.tsx";

const htmlOf = (text: string, isWriting = false): string =>
  renderToStaticMarkup(<Markdown text={text} isWriting={isWriting} />);

describe("Markdown", () => {
  it("shows HTML as text, in lines of its own and within others", () => {
    const html = htmlOf('<script>alert(1)</script>\n\nHello <img src=x onerror="alert(2)"> <b>you</b>');
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("&lt;img src=x");
    expect(html).toContain("&lt;b&gt;you&lt;/b&gt;");
    expect(html).not.toMatch(/<(?:script|img|b)[ >]/);
  });

  it("leads nowhere by addresses that run or read something", () => {
    for (const address of [
      "javascript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "//evil.example/x",
      "file:///etc",
    ]) {
      const html = htmlOf(`[here](${address})`);
      expect(html).toContain("here");
      expect(html).not.toContain("href");
    }
  });

  it("says where a link leads when its words do not", () => {
    expect(htmlOf("[your bank](https://evil.example/login)")).toContain("(evil.example)");
    expect(htmlOf("[evil.example](https://evil.example/login)")).not.toContain("(evil.example)");
    expect(htmlOf("https://example.com/a")).toMatch(/<a href="https:\/\/example.com\/a" target="_blank" rel="noopener/);
  });

  it("follows paths of Stint within Stint", () => {
    const html = htmlOf("[Tracking](/tracking)");
    expect(html).toContain('href="/tracking"');
    expect(html).not.toContain("_blank");
  });

  it("fetches no picture: it names it and links to it", () => {
    const html = htmlOf("![a chart](https://example.com/p.png)");
    expect(html).not.toContain("<img");
    expect(html).toContain("Image: a chart");
  });

  it("shows lists, tables, code and tasks", () => {
    const html = htmlOf("- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a = 1;\n```\n\n- [x] done");
    expect(html).toMatch(/<ul[^>]*>\s*<li[^>]*>one/);
    expect(html).toMatch(/<td[^>]*>2/);
    expect(html).toContain("<code>let a = 1;</code>");
    expect(html).toContain("☑");
    expect(html).not.toContain("<input");
  });

  it("ends what is begun while more is on its way, and leaves what is finished as it was written", () => {
    expect(htmlOf("This is **bo", true)).toMatch(/<strong[^>]*>bo<\/strong>/);
    expect(htmlOf("2 ** 3 is 8")).toContain("2 ** 3 is 8");
  });
});
