import { expect, test } from "vitest";
import { contracts } from "@/lib/app/contracts.ts";
import { openApiDocument } from "./openapi.ts";

const document = openApiDocument(contracts, { version: "1.2.3", url: "https://stint.example.com" });

interface Found {
  path: string;
  properties: string[];
  required: string[];
}

/** Every object of the document that lists required fields. */
function objectsOf(node: unknown, path = ""): Found[] {
  if (typeof node !== "object" || node === null) return [];
  const { properties, required } = node as { properties?: unknown; required?: unknown };
  const inner = Object.entries(node).flatMap(([key, value]) => objectsOf(value, `${path}/${key}`));
  if (typeof properties !== "object" || properties === null || !Array.isArray(required)) return inner;
  return [{ path, properties: Object.keys(properties), required }, ...inner];
}

test("every required field is described, ids included", () => {
  const objects = objectsOf(document);
  expect(objects.length).toBeGreaterThan(50);
  const undescribed = objects.flatMap(({ path, properties, required }) =>
    required.filter((name) => !properties.includes(name)).map((name) => `${path}: ${name}`),
  );
  expect(undescribed).toEqual([]);
  expect(objects.filter(({ required }) => required.includes("id")).length).toBeGreaterThan(10);
});

test("lengths of sanitised text are documented", () => {
  const { paths } = document as { paths: Record<string, Record<string, unknown>> };
  expect(JSON.stringify(paths["/api/v1/tasks"]?.post)).toContain('"maxLength":200');
  expect(JSON.stringify(paths["/api/v1/chat"]?.post)).toContain('"maxLength":10000');
});
