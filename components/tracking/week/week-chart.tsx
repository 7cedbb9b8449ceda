"use client";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { Duration } from "@/components/time/duration.tsx";
import { formatTick, type Series, shade, ticksFor } from "./week.ts";

interface WeekChartProps {
  /** What stands under each bar. */
  labels: string[];
  series: Series[];
  /** Index of today, or -1. */
  today: number;
}

interface HoverProps {
  active?: boolean;
  label?: string | number;
  payload?: readonly { name?: unknown; value?: unknown; color?: string | undefined }[];
}

/** The tooltip of a day. */
function Hover({ active, label, payload = [] }: HoverProps) {
  const parts = payload.filter(({ value }) => Number(value) > 0).reverse();
  if (!active || parts.length === 0) return null;
  return (
    <div className="grid gap-1 rounded-md border border-line bg-raised p-3 text-xs shadow-float">
      <p className="font-medium">{label}</p>
      {parts.map(({ name, value, color }) => (
        <p key={String(name)} className="flex items-center gap-2">
          <span className="size-2 rounded-sm" style={{ backgroundColor: color }} />
          <span className="text-muted">{String(name)}</span>
          <Duration seconds={Number(value)} className="ml-auto pl-3" />
        </p>
      ))}
    </div>
  );
}

/** The week as one stacked bar a day. Its words are in the table beside it, so readers of the screen pass it over. */
export default function WeekChart({ labels, series, today }: WeekChartProps) {
  const rows = labels.map((label, index) => ({
    label,
    ...Object.fromEntries(series.map(({ name, seconds }) => [name, seconds[index] ?? 0])),
  }));
  const longest = Math.max(
    ...labels.map((_, index) => series.reduce((sum, one) => sum + (one.seconds[index] ?? 0), 0)),
  );
  const ticks = ticksFor(longest);
  const tick = { fill: "var(--muted)", fontSize: 12 };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
        barCategoryGap="28%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          interval={0}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          tick={({ x, y, payload, index }) => (
            <text
              x={x}
              y={Number(y) + 12}
              textAnchor="middle"
              fontSize={12}
              fill={index === today ? "var(--ink)" : "var(--muted)"}
              fontWeight={index === today ? 600 : 400}
            >
              {payload.value}
            </text>
          )}
        />
        <YAxis
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 0]}
          tickFormatter={formatTick}
          width={40}
          tickLine={false}
          axisLine={false}
          tick={tick}
        />
        <Tooltip
          cursor={{ fill: "var(--sunken)" }}
          content={(props) => <Hover {...props} />}
          isAnimationActive={false}
        />
        {[...series].map(({ name }, index) => (
          <Bar
            key={name}
            dataKey={(row: Record<string, number>) => row[name] ?? 0}
            name={name}
            stackId="day"
            fill={shade(index, series.length)}
            stroke="var(--raised)"
            strokeWidth={1}
            maxBarSize={44}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
