import { ground, type Joints, layer, matMiddle, mirror } from "./joints.ts";
import { armOutline, gapOutline, headOutline, legOutline, rounding, trunkOutline } from "./outline.ts";
import { viewportOf } from "./viewport.ts";

const paper = "var(--figure-ground, var(--paper))";

/** What is drawn, from behind to before where two lie equally deep. */
const parts = ["farArm", "farLeg", "trunk", "head", "nearLeg", "nearArm"] as const;
type Part = (typeof parts)[number];

const isLeg = (part: Part) => part === "nearLeg" || part === "farLeg";

function outlineOf(joints: Joints, part: Part): { skin: string; flesh?: string } {
  if (part === "trunk") return trunkOutline(joints);
  if (part === "head") return { skin: headOutline(joints) };
  return { skin: isLeg(part) ? legOutline(joints[part]) : armOutline(joints[part]) };
}

const gapWidth = 0.85;

function gapOf(joints: Joints, part: Part) {
  if (part === "trunk") return "";
  return part === "head" ? headOutline(joints, gapWidth) : gapOutline(joints[part], isLeg(part), gapWidth);
}

/** Paler the farther away; opaque, so that what lies in front covers what lies behind. */
function tone(depth: number) {
  const share = Math.round(100 - 58 * Math.min(1, Math.max(0, -depth)));
  return share === 100 ? "currentColor" : `color-mix(in oklab, currentColor ${share}%, ${paper})`;
}

/**
 * A body in a pose, in the colour of the text around it. `--figure-ground` names the ground where it is not paper.
 * @param title what it shows, for who cannot see it; without one it is an ornament
 */
export function Figure({
  joints,
  mirrored = false,
  title,
  className,
}: {
  joints: Joints;
  mirrored?: boolean;
  title?: string;
  className?: string;
}) {
  const shown = mirrored ? mirror(joints) : joints;
  const { wall, mat = 0 } = shown;
  const view = viewportOf(shown);
  const drawn = parts
    .map((part) => ({ part, depth: part === "trunk" ? 0 : layer(shown, part), ...outlineOf(shown, part) }))
    .sort((a, b) => a.depth - b.depth);
  return (
    <svg
      viewBox={`${view.left} ${view.top} ${view.size} ${view.size}`}
      className={className}
      role={title ? "img" : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <g fill="none" stroke="currentColor" strokeLinecap="round" strokeWidth={0.8} opacity={0.25}>
        <path d={`M${view.left + 5} ${ground + 0.6}h${view.size - 10}`} opacity={1 - mat} />
        {mat > 0 && <rect x={3} y={matMiddle - 35} width={94} height={70} rx={3} opacity={mat} />}
        {wall && <path d={`M${wall.x} ${view.top}V${ground + 0.6}`} strokeWidth={1.4} opacity={wall.shown} />}
      </g>
      {drawn.map(({ part, depth, skin, flesh }) => (
        <g key={part} strokeWidth={rounding} strokeLinejoin="round">
          {depth > 0 && <path d={gapOf(shown, part)} fill={paper} />}
          <path d={skin} fill={tone(depth)} stroke={tone(depth)} />
          {flesh && <path d={flesh} fill={tone(depth)} stroke={tone(depth)} />}
        </g>
      ))}
    </svg>
  );
}
