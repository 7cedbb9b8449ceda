"use client";
import { Play } from "lucide-react";
import Link from "next/link";
import { formatLabel, formatTotal } from "@/components/practice/labels.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import { formatCount } from "@/lib/core/format.ts";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";
import { ConcernNote } from "./concern-note.tsx";
import { FavoriteButton } from "./favorite-button.tsx";
import { PosePicture, pictureGround } from "./pose-picture.tsx";

const picturesShown = 5;
const posesNamed = 4;

/** Whose it is, where that is worth a word. */
export const formatAuthor = ({ is_builtin, is_mine, author }: SequenceSummary): string | null =>
  is_builtin ? null : is_mine ? "Yours" : author === null ? null : `By ${author}`;

interface SequenceCardProps {
  sequence: SequenceSummary;
  /** The query of its page's address: what is to be left out there too. */
  search: string;
  isFavorite: boolean;
  onToggleFavorite: () => void;
}

/** A sequence in the list: all of it leads to its page, one press begins it. */
export function SequenceCard({ sequence, search, isFavorite, onToggleFavorite }: SequenceCardProps) {
  const { id, name, description, style, difficulty, focus_area, total_seconds, pose_count, pose_slugs } = sequence;
  const author = formatAuthor(sequence);
  // A pose may come twice among the first.
  const pictured = [...new Set(pose_slugs)].slice(0, picturesShown);
  const more = pose_count - pictured.length;
  return (
    <article
      aria-label={name}
      className="relative flex h-full flex-col gap-3 rounded-lg border border-line bg-raised p-4 transition-colors duration-150 hover:border-edge"
    >
      <div className={cn("flex items-center gap-1 p-2", pictureGround)}>
        {pictured.map((slug) => (
          <PosePicture key={slug} slug={slug} name={slug} className="min-w-0 max-w-14 flex-1" />
        ))}
        {more > 0 && <span className="figures ml-auto px-1 text-muted text-xs">+{more}</span>}
      </div>
      <div className="flex items-start gap-2">
        <h2 className="wrap-anywhere min-w-0 flex-1 font-medium text-base">
          <NearLink
            href={`/practice/sequences/${id}${search}`}
            className="after:absolute after:inset-0 after:rounded-lg"
          >
            {name}
          </NearLink>
        </h2>
        <FavoriteButton
          sequence={sequence}
          isOn={isFavorite}
          onToggle={onToggleFavorite}
          className="-mt-1 -mr-1 relative"
        />
      </div>
      <p className="-mt-2 text-muted">
        <span className="figures text-ink">{formatTotal(total_seconds)}</span> · {formatCount(pose_count, "pose")}
        {author !== null && (
          <>
            {" "}
            · <bdi className="wrap-anywhere">{author}</bdi>
          </>
        )}
      </p>
      {description !== "" && <p className="wrap-anywhere line-clamp-2 text-pretty text-muted">{description}</p>}
      <ConcernNote concerns={sequence.concerns} most={posesNamed} />
      <div className="mt-auto flex flex-wrap gap-1.5">
        <Badge tone="practice">{formatLabel(style)}</Badge>
        <Badge>{formatLabel(difficulty)}</Badge>
        <Badge>
          <span className="truncate">{formatLabel(focus_area)}</span>
        </Badge>
      </div>
      <Button asChild variant="outline" className="relative">
        <Link href={`/practice/play/${id}`} prefetch={false} aria-label={`Begin practice: ${name}`}>
          <Play aria-hidden="true" className="text-practice" /> Begin practice
        </Link>
      </Button>
    </article>
  );
}
