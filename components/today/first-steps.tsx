import { MousePointerClick, Puzzle, Terminal } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { NearLink } from "@/components/ui/near-link.tsx";
import { CurlStep } from "./curl-step.tsx";

interface StepProps {
  icon: typeof Terminal;
  title: string;
  children: ReactNode;
}

function Step({ icon: Icon, title, children }: StepProps) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 p-5">
      <Icon aria-hidden="true" className="mt-0.5 size-4 text-work" />
      <div className="grid gap-1">
        <h3 className="font-medium">{title}</h3>
        {children}
      </div>
    </li>
  );
}

const Say = (props: ComponentProps<"p">) => <p className="max-w-prose text-muted" {...props} />;

/**
 * What stands on Today before there is any session: the ways to get the first.
 * @param address where Stint is
 */
export function FirstSteps({ address }: { address: string }) {
  return (
    <Card aria-labelledby="first">
      <div className="grid gap-1 px-5 pt-5 pb-1">
        <h2 id="first" className="font-medium text-base">
          Nothing tracked yet
        </h2>
        <Say>Your day, week and streak build up from the first session. Start it in one of three ways.</Say>
      </div>
      <ol className="divide-y divide-line">
        <Step icon={MousePointerClick} title="Here">
          <Say>
            Enter a pull request above and press <span className="font-medium text-ink">Start tracking</span>. Starting
            another pull request, or pressing <span className="font-medium text-ink">End</span>, stops it.
          </Say>
        </Step>
        <Step icon={Terminal} title="From a terminal">
          <CurlStep address={address} />
        </Step>
        <Step icon={Puzzle} title="From the browser">
          <Say>
            Any extension that uses Stint's API can start and end sessions while you review. It needs the address{" "}
            <code className="wrap-anywhere font-mono text-ink text-xs">{address}</code> and a token, which you create in{" "}
            <NearLink href="/settings" className="rounded-sm text-ink underline underline-offset-2">
              Settings
            </NearLink>
            . Stint's own extension will follow.
          </Say>
        </Step>
      </ol>
    </Card>
  );
}
