import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { achievements, poses, practiceSessions, userAchievements } from "@/db/schema/index.ts";
import type { PracticeStep } from "@/lib/practice/constants.ts";
import type { Achievement, PracticeDetail } from "@/lib/practice/shapes.ts";
import { call } from "./http.ts";

/** Poses, sequences and practices for tests. */

/** Inserts poses, with sides or without; returns their slugs. */
export async function newPoses(count: number, bilateral = false): Promise<string[]> {
  const slugs = Array.from({ length: count }, () => `pose-${randomUUID()}`);
  await (await db()).insert(poses).values(
    slugs.map((slug) => ({
      slug,
      english_name: `Pose ${slug.slice(5, 9)}`,
      sanskrit_name: "Āsana",
      category: "standing" as const,
      difficulty: "beginner" as const,
      bilateral,
      typical_hold_seconds: 30,
      search_text: slug,
    })),
  );
  return slugs;
}

/** A step in a request, 100 seconds long. */
export const stepOf = (pose_slug: string, values: Partial<PracticeStep> = {}) => ({
  ...{ pose_slug, hold_seconds: 100, side: null, transition_seconds: 0, note: null },
  ...values,
});

/** Creates a sequence of the token's account; returns its id. */
export async function newSequence(token: string, steps: ReturnType<typeof stepOf>[], values: object = {}) {
  const body = { name: "Test", style: "hatha", difficulty: "beginner", focus_area: "hips", poses: steps, ...values };
  const answer = await call<{ id: number }>("POST", "/sequences", { token, body });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.id;
}

/** An account's practices as they are stored, oldest first. */
export const storedPractices = async (owner: number) =>
  (await db()).select().from(practiceSessions).where(eq(practiceSessions.user_id, owner)).orderBy(practiceSessions.id);

/** The achievements of an account in order, by slug, with when and with which practice. */
export const storedAchievements = async (owner: number) =>
  (await db())
    .select({
      slug: achievements.slug,
      earned_at: userAchievements.earned_at,
      practice_session_id: userAchievements.practice_session_id,
    })
    .from(userAchievements)
    .innerJoin(achievements, eq(achievements.id, userAchievements.achievement_id))
    .where(eq(userAchievements.user_id, owner))
    .orderBy(achievements.position);

type Completed = PracticeDetail & { achievements: Achievement[] };

/** The body of an error, as far as tests check it. */
export interface Refusal {
  code: string;
  detail: { loc: (string | number)[] }[];
}

/** The status of an error and its path. */
export const refusal = ({ status, body }: { status: number; body: Refusal }) => [status, body.detail[0]?.loc.join(".")];

/** An account's requests for practices; `token` is called for each request. */
export function practising(token: () => string) {
  const send = <Body = PracticeDetail>(method: string, path: string, body?: unknown) =>
    call<Body>(method, path, { token: token(), body });
  return {
    send,
    begin: <Body = PracticeDetail>(sequence_id: number, values: object = {}) =>
      send<Body>("POST", "/practice/sessions", { sequence_id, ...values }),
    edit: <Body = PracticeDetail>(id: number, values: object) =>
      send<Body>("PATCH", `/practice/sessions/${id}`, values),
    /** Three poses in five minutes by default. */
    complete: <Body = Completed>(id: number, values: object = {}) =>
      send<Body>("POST", `/practice/sessions/${id}/complete`, {
        ...{ duration_seconds: 300, completed_poses: 3, skipped_poses: 0 },
        ...values,
      }),
  };
}
