import { Fragment } from 'react';
import { type StepOutline, stepKindIcon } from '@/lib/step-kinds';

const MAX_SHOWN = 6;

/** The steps of a tool as a row of small pictures, to tell tools apart at a glance. */
export function StepStrip({ steps }: { steps: readonly StepOutline[] }) {
  const hidden = steps.length - MAX_SHOWN;
  return (
    <div aria-hidden className="flex items-center">
      {steps.slice(0, MAX_SHOWN).map((step, index) => {
        const Icon = stepKindIcon(step.kind);
        return (
          <Fragment key={step.id}>
            {index > 0 && <span className="h-px w-3 bg-white/45" />}
            <span className="grid size-8 place-items-center rounded-md bg-surface text-accent-foreground shadow-md shadow-black/20">
              <Icon className="size-4" strokeWidth={1.75} />
            </span>
          </Fragment>
        );
      })}
      {hidden > 0 && <span className="ml-2 text-xs text-white/85">+{hidden}</span>}
    </div>
  );
}
