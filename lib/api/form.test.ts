import { describe, expect, it } from "vitest";
import { answerForm, missingOf, refuseFields, textOf, untouched } from "./form.ts";

const formOf = (fields: Record<string, string | Blob>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

describe("a form field", () => {
  it("is read as text, whatever was sent instead", () => {
    const form = formOf({ email: "a@b.example", file: new Blob(["x"]) });
    expect([textOf(form, "email"), textOf(form, "file"), textOf(form, "missing")]).toEqual(["a@b.example", "", ""]);
  });

  it("counts as missing when it is only spaces", () => {
    const words = { email: "Enter it", name: "Say it" };
    expect(missingOf(formOf({ email: "  ", name: "Ada" }), words)).toEqual({ email: "Enter it" });
  });
});

describe("the result of a form", () => {
  const refusal = (fields: Record<string, string>, code = "VALIDATION_ERROR") =>
    ({ ok: false, code, message: "Request validation failed", fields }) as const;

  it("has an attempt counter, so that the same error twice is announced twice", () => {
    const once = refuseFields(untouched, { email: "Enter it" });
    expect(refuseFields(once, { email: "Enter it" }).attempt).toBe(2);
    expect(answerForm(once, { ok: true, data: null }).attempt).toBe(2);
  });

  it("shows errors beside visible fields, otherwise for the form as a whole", () => {
    const typed = { email: "x" };
    expect(answerForm(untouched, refusal({ email: "Invalid" }), typed)).not.toHaveProperty("message");
    expect(answerForm(untouched, refusal({ password: "Too short" }), typed)).not.toHaveProperty("message");
    expect(answerForm(untouched, refusal({ token: "Wrong" }), typed).message).toBe("Request validation failed");
    expect(answerForm(untouched, refusal({}, "UNAUTHORIZED"), typed).message).toBe("Request validation failed");
  });

  it("keeps the typed values only after an error", () => {
    expect(answerForm(untouched, refusal({}), { email: "x" }).typed).toEqual({ email: "x" });
    expect(answerForm(untouched, { ok: true, data: null }, { email: "x" }, "Done")).toEqual({
      attempt: 1,
      done: true,
      typed: {},
      fields: {},
      message: "Done",
    });
  });

  it("carries the retry delay", () => {
    const result = { ...refusal({}, "RATE_LIMITED"), retryAfter: 40 };
    expect(answerForm(untouched, result).retryAfter).toBe(40);
  });
});
