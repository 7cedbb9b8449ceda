import { expect, it } from "vitest";
import {
  loadPoseFilters,
  loadSequenceFilters,
  namesOn,
  nothingOf,
  poseProblems,
  queryOf,
  sequenceProblems,
} from "./filters.ts";

it("reads what an address asks for, and asks the API the same", () => {
  const filters = loadSequenceFilters(
    "?q=desk&style=hatha&difficulty=beginner&focus_area=Full%20body&max_minutes=20&mine=true&favorite=true&avoid=knees,wrists",
  );
  expect(filters).toEqual({
    q: "desk",
    style: "hatha",
    difficulty: "beginner",
    focus_area: "full body",
    max_minutes: 20,
    mine: true,
    favorite: true,
    avoid: ["knees", "wrists"],
  });
  expect(queryOf(filters)).toEqual({
    q: "desk",
    style: "hatha",
    difficulty: "beginner",
    focus_area: "full body",
    max_minutes: 20,
    mine: "true",
    favorite: "true",
    avoid: "knees,wrists",
  });
  expect(namesOn(loadSequenceFilters("?style=yin&avoid=knees"))).toEqual(["avoid", "style"]);
  expect(namesOn(nothingOf(filters))).toEqual([]);
  expect(queryOf(loadPoseFilters("?category=forward_bend&target_area=hip-flexors"))).toEqual({
    category: "forward_bend",
    target_area: "hip-flexors",
  });
});

it("asks for everything when the address asks for nothing, or for what is no narrowing", () => {
  for (const search of ["", "?mine=false&favorite=false", "?avoid=", "?q=%20"]) {
    expect(queryOf(loadSequenceFilters(search))).toEqual({});
    expect(sequenceProblems(new URLSearchParams(search))).toEqual([]);
  }
});

it("leaves out what makes no sense, and says which part and why", () => {
  const search = "max_minutes=banana&style=karate&difficulty=easy&mine=maybe&focus_area=%00&q=fine";
  expect(queryOf(loadSequenceFilters(`?${search}`))).toEqual({ q: "fine" });
  expect(sequenceProblems(new URLSearchParams(search)).map(({ name, why }) => `${name} ${why}`)).toEqual([
    "difficulty is not a difficulty: beginner, intermediate, advanced",
    "style is not a style: desk, hatha, vinyasa, power, yin, restorative",
    "focus_area contains invalid characters",
    "max_minutes is not a number of minutes such as 20",
    "mine is not true or false",
  ]);
  expect(poseProblems(new URLSearchParams("category=lying&target_area=soul")).map(({ name }) => name)).toEqual([
    "category",
    "target_area",
  ]);
});

it.each(["0", "-5", "1.5", "1e3", "10001", "999999"])("takes no %s for a number of minutes", (text) => {
  expect(loadSequenceFilters(`?max_minutes=${text}`).max_minutes).toBeNull();
});

it("still leaves out what it knows of a list with something unknown in it, once each", () => {
  expect(loadPoseFilters("?avoid=knees,banana,knees").avoid).toEqual(["knees"]);
  expect(loadPoseFilters("?avoid=banana,__proto__").avoid).toBeNull();
  expect(poseProblems(new URLSearchParams("avoid=knees,banana"))).toEqual([
    { name: "avoid", text: "knees,banana", why: "contains an unknown value" },
  ]);
});
