import { Check, Inbox, type LucideIcon, ScanSearch, Split, TextSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/lib/cn';

/** What the product is, laid out on a cutting mat. */
export function Bench() {
  const t = useTranslations('auth.pitch');
  return (
    <aside className="mat-grid relative hidden flex-col justify-between overflow-hidden p-12 text-white lg:flex">
      <Ruler />
      <div
        role="img"
        aria-label={t('drawing')}
        className="mx-auto grid w-full max-w-md flex-1 content-center gap-0"
      >
        <Piece icon={Inbox} label={t('input')} mono="inputs.email" className="mx-auto" />
        <svg
          aria-hidden
          viewBox="0 0 400 48"
          className="h-12 w-full text-white/45"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.25"
        >
          <path d="M200 0v20M66 48V34q0-14 14-14h240q14 0 14 14v14M200 20v28" />
        </svg>
        <div className="grid grid-cols-3 gap-3">
          <Piece icon={Split} label={t('classify')} mono="classify" />
          <Piece icon={TextSearch} label={t('find')} mono="find" />
          <Piece icon={ScanSearch} label={t('extract')} mono="extract" />
        </div>
        <svg
          aria-hidden
          viewBox="0 0 400 48"
          className="h-12 w-full text-white/45"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.25"
        >
          <path d="M200 48V28M66 0v14q0 14 14 14h240q14 0 14-14V0M200 28V0" />
        </svg>
        <Piece icon={Check} label={t('output')} mono="output.team" className="mx-auto" />
      </div>
      <div className="max-w-md">
        <p className="text-2xl leading-tight font-semibold tracking-tight text-balance">
          {t('title')}
        </p>
        <p className="mt-3 leading-relaxed text-pretty text-white/80">{t('body')}</p>
      </div>
    </aside>
  );
}

function Piece({
  icon: Icon,
  label,
  mono,
  className,
}: {
  icon: LucideIcon;
  label: string;
  mono: string;
  className?: string;
}) {
  return (
    <div
      className={cn(
        'min-w-0 rounded-lg bg-surface px-3 py-2.5 text-foreground shadow-lg shadow-black/25',
        className,
      )}
    >
      <Icon className="size-4 text-accent-foreground" strokeWidth={1.75} />
      <p className="mt-2 text-[0.8125rem] leading-tight font-medium">{label}</p>
      <p className="mt-0.5 truncate font-mono text-xs text-muted-foreground">{mono}</p>
    </div>
  );
}

/** The scale along the edge of the mat: a tick every 16 px, a longer one every 80. */
function Ruler() {
  return (
    <div
      aria-hidden
      className="absolute inset-x-0 top-0 h-3 opacity-40"
      style={{
        backgroundImage:
          'repeating-linear-gradient(90deg, white 0 1px, transparent 1px 80px), repeating-linear-gradient(90deg, white 0 1px, transparent 1px 16px)',
        backgroundSize: '100% 12px, 100% 6px',
        backgroundRepeat: 'no-repeat',
      }}
    />
  );
}
