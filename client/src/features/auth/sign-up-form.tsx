'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { FormProblem, SubmitButton, TextField } from '@/components/ui/form';
import { showProblem } from '@/lib/api/show-problem';
import { signUp } from '@/lib/api/sign-in';
import { safeNextPath } from '@/lib/next-path';
import { PasswordField } from './password-field';
import { MIN_PASSWORD_CHARS, type SignUpValues, signUpSchema } from './schema';
import type { AuthFormProps } from './sign-in-form';

export function SignUpForm({ next }: AuthFormProps) {
  const auth = useTranslations('auth');
  const validation = useTranslations('common.validation');
  const [busy, setBusy] = useState(false);
  const form = useForm<SignUpValues>({
    resolver: zodResolver(signUpSchema({ auth, validation })),
    defaultValues: { name: '', email: '', password: '' },
  });
  const submit = form.handleSubmit(async (values) => {
    setBusy(true);
    try {
      await signUp(values);
      window.location.assign(safeNextPath(next));
    } catch (error) {
      showProblem(form, error);
      setBusy(false);
    }
  });
  return (
    // POST, so that a browser that sends it before the scripts are there never puts it into the address.
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <TextField
        control={form.control}
        name="name"
        label={auth('name')}
        autoComplete="name"
        autoFocus
        required
      />
      <TextField
        control={form.control}
        name="email"
        label={auth('email')}
        type="email"
        autoComplete="username"
        required
      />
      <PasswordField
        control={form.control}
        name="password"
        autoComplete="new-password"
        description={auth('passwordHelp', { min: MIN_PASSWORD_CHARS })}
      />
      <FormProblem form={form} />
      <SubmitButton pending={busy} size="lg">
        {auth('signUp.submit')}
      </SubmitButton>
    </form>
  );
}
