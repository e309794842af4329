'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/form';

export interface PasswordFieldProps<Values extends FieldValues> {
  control: Control<Values>;
  name: FieldPath<Values>;
  autoComplete: 'current-password' | 'new-password';
  description?: ReactNode;
}

/** A password that can be looked at while typing: fewer mistakes, longer passwords. */
export function PasswordField<Values extends FieldValues>({
  control,
  name,
  autoComplete,
  description,
}: PasswordFieldProps<Values>) {
  const t = useTranslations('auth');
  const [shown, setShown] = useState(false);
  return (
    <TextField
      control={control}
      name={name}
      label={t('password')}
      type={shown ? 'text' : 'password'}
      autoComplete={autoComplete}
      spellCheck={false}
      description={description}
      required
      hint={
        <Button
          variant="link"
          className="gap-1 text-xs font-normal text-muted-foreground no-underline hover:text-foreground"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? (
            <EyeOff aria-hidden className="size-3.5" />
          ) : (
            <Eye aria-hidden className="size-3.5" />
          )}
          {t(shown ? 'hidePassword' : 'showPassword')}
        </Button>
      }
    />
  );
}
