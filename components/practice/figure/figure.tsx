import { ground, type Joints, type LimbName, layer, limbs, mirror } from "./joints.ts";
import { armOutline, gapOutline, headGap, headOutline, legOutline, trunkOutline } from "./outline.ts";

const paper = "var(--figure-ground, var(--paper))";

const isLeg = (name: LimbName) => name === "nearLeg" || name === "farLeg";

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
  const drawn = limbs.map((name) => ({ name, depth: layer(shown, name) })).sort((a, b) => a.depth - b.depth);
  const limb = ({ name, depth }: (typeof drawn)[number]) => (
    <g key={name}>
      {depth > 0 && <path d={gapOutline(shown[name], isLeg(name))} fill={paper} />}
      <path d={isLeg(name) ? legOutline(shown[name]) : armOutline(shown[name])} fill={tone(depth)} />
    </g>
  );
  return (
    <svg
      viewBox="0 0 100 100"
      className={className}
      role={title ? "img" : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <g fill="none" stroke="currentColor" strokeLinecap="round" strokeWidth={0.8} opacity={0.25}>
        <path d={`M6 ${ground + 0.6}H94`} opacity={1 - mat} />
        {mat > 0 && <rect x={3} y={28} width={94} height={62} rx={3} opacity={mat} />}
        {wall && <path d={`M${wall.x} 10V${ground + 0.6}`} strokeWidth={1.4} opacity={wall.shown} />}
      </g>
      {drawn.filter(({ depth }) => depth <= 0).map(limb)}
      <path d={trunkOutline(shown)} fill="currentColor" />
      {layer(shown, "head") > 0 && <path d={headGap(shown)} fill={paper} />}
      <path d={headOutline(shown)} fill="currentColor" />
      {drawn.filter(({ depth }) => depth > 0).map(limb)}
    </svg>
  );
}
