'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { copyText } from '@/lib/copy-text';
import { Button, type ButtonProps } from './button';

export interface CopyButtonProps extends Omit<ButtonProps, 'value' | 'onClick'> {
  value: string;
  /** What is copied, such as "curl command": the name of the button. */
  label?: string;
  /** Shows the words beside the icon. */
  withText?: boolean;
}

export function CopyButton({
  value,
  label,
  withText,
  size,
  variant = 'ghost',
  ...props
}: CopyButtonProps) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1800);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(value)) setCopied(true);
    else toast.error(t('copyFailed'));
  };
  const name = label ? t('copyNamed', { what: label }) : t('copy');
  return (
    <Button
      variant={variant}
      size={size ?? (withText ? 'sm' : 'icon-sm')}
      aria-label={withText ? undefined : name}
      title={withText ? undefined : name}
      onClick={copy}
      {...props}
    >
      {copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      {withText && (copied ? t('copied') : t('copy'))}
      <span role="status" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </Button>
  );
}
