import { type Joints, type LimbName, limbs, type Point } from "./joints.ts";

/** A pose as it is written down: the joints of a part in a row, `x,y` each, as in the `points` of an SVG polygon. */
export type Written = Pick<Joints, "layers" | "mat" | "wall"> & Readonly<Record<"trunk" | LimbName, string>>;

const points = (row: string) => row.split(" ").map((point) => point.split(",").map(Number)) as unknown as Point[];

/** @throws when a part has not as many joints as it must have */
export function parseJoints(written: Written): Joints {
  const parts = Object.fromEntries(
    (["trunk", ...limbs] as const).map((part) => {
      const row = points(written[part]);
      if (row.length !== (part === "trunk" ? 5 : 4) || row.some((point) => point.length !== 2)) {
        throw new Error(`Not the joints of a ${part}: ${written[part]}`);
      }
      return [part, row];
    }),
  );
  return { ...written, ...parts } as unknown as Joints;
}
