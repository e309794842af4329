'use client';

import { useTranslations } from 'next-intl';
import { AlertDialog as AlertPrimitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { dialogContentClasses, overlayClasses } from './dialog';

export interface ConfirmDialogProps {
  /** The element that opens the question; leave it out to steer with `open`. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  confirmLabel: ReactNode;
  destructive?: boolean;
  /** The dialog stays open and busy until this settles; it stays open when it rejects. */
  onConfirm: () => void | Promise<unknown>;
  /** Puts the focus back where the question came from; needed without a `trigger`. */
  onCloseAutoFocus?: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  destructive,
  onConfirm,
  onCloseAutoFocus,
}: ConfirmDialogProps) {
  const t = useTranslations('common');
  const [ownOpen, setOwnOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const setOpen = onOpenChange ?? setOwnOpen;
  const confirm = async () => {
    setPending(true);
    try {
      await onConfirm();
      setOpen(false);
    } catch {
      // The caller has told the user what went wrong; the question stays for another try.
    }
    setPending(false);
  };
  return (
    <AlertPrimitive.Root open={open ?? ownOpen} onOpenChange={setOpen}>
      {trigger && <AlertPrimitive.Trigger asChild>{trigger}</AlertPrimitive.Trigger>}
      <AlertPrimitive.Portal>
        <AlertPrimitive.Overlay className={overlayClasses} />
        <AlertPrimitive.Content
          className={`${dialogContentClasses} max-w-md`}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <div className="grid gap-1.5">
            <AlertPrimitive.Title className="text-base font-semibold">{title}</AlertPrimitive.Title>
            <AlertPrimitive.Description className="text-sm text-pretty text-muted-foreground">
              {description}
            </AlertPrimitive.Description>
          </div>
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <AlertPrimitive.Cancel asChild>
              <Button>{t('cancel')}</Button>
            </AlertPrimitive.Cancel>
            <Button
              variant={destructive ? 'danger' : 'primary'}
              pending={pending}
              onClick={confirm}
            >
              {confirmLabel}
            </Button>
          </div>
        </AlertPrimitive.Content>
      </AlertPrimitive.Portal>
    </AlertPrimitive.Root>
  );
}
