'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

export function RemoveRowButton({
  name,
  onClick,
  className,
}: {
  name: string;
  onClick: () => void;
  className?: string;
}) {
  const t = useTranslations('editor.setting');
  return (
    <Button
      variant="ghost"
      size="icon"
      className={className}
      aria-label={t('removeNamed', { name })}
      onClick={onClick}
    >
      <X aria-hidden />
    </Button>
  );
}

export function AddRowButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="sm" className="w-fit" onClick={onClick}>
      <Plus aria-hidden />
      {label}
    </Button>
  );
}
