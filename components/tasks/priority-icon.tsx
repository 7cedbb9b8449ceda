import { type Priority, priorities } from "@/lib/tasks/constants.ts";

/** One, two or three bars. Say the priority beside it for those who do not see it. */
export function PriorityIcon({ priority }: { priority: Priority }) {
  const rank = priorities.indexOf(priority);
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" fill="currentColor">
      {priorities.map((name, place) => (
        <rect
          key={name}
          x={2 + place * 4.5}
          y={10 - place * 3.5}
          width="3"
          height={4 + place * 3.5}
          rx="1"
          opacity={place <= rank ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
