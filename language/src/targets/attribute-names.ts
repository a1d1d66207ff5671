/**
 * The attributes that gcc and clang answer for in `__has_attribute`, with the first release that
 * knew each. Names stand without their optional underscores.
 */

/** gcc's attributes of every machine: known since release 5 (the oldest that builds a kernel) or before. */
export const gccCommon = words(`
  alias aligned alloc_align alloc_size always_inline artificial assume_aligned cleanup cold common
  const constructor deprecated designated_init destructor error externally_visible flatten format
  format_arg gnu_inline hot ifunc leaf malloc may_alias mode nocommon no_address_safety_analysis
  no_icf no_instrument_function no_reorder no_sanitize_address no_sanitize_thread
  no_sanitize_undefined no_split_stack noclone noinline nonnull noplt noreturn nothrow
  optimize packed pure returns_nonnull returns_twice section sentinel simd stack_protect
  target tls_model transparent_union unused used vector_size visibility
  warn_unused_result warning weak weakref
`);

/** gcc's later attributes of every machine, by the release that brought them. */
export const gccSince: Readonly<Record<number, ReadonlySet<string>>> = {
  6: words('scalar_storage_order target_clones'),
  7: words('fallthrough no_profile_instrument_function warn_if_not_aligned'),
  8: words('no_sanitize nocf_check noipa nonstring patchable_function_entry'),
  9: words('copy no_stack_limit'),
  10: words('access maybe_unused nodiscard noinit symver'),
  11: words('no_stack_protector persistent retain zero_call_used_regs'),
  12: words('no_sanitize_coverage unavailable uninitialized'),
  13: words('assume strict_flex_array'),
  14: words('expected_throw hardbool no_dangling null_terminated_string_arg strub'),
  15: words('counted_by flag_enum musttail reproducible unsequenced'),
  16: words('btf_decl_tag btf_type_tag'),
};

/** gcc's attributes of single machines. */
export const gccMachine: Readonly<Record<string, ReadonlySet<string>>> = {
  x86: words(`
    cdecl cf_check fastcall fentry_name fentry_section force_align_arg_pointer function_return
    gcc_struct indirect_branch indirect_return interrupt ms_abi ms_struct naked
    no_caller_saved_registers regparm stdcall sysv_abi thiscall
  `),
  aarch64: words('aarch64_vector_pcs'),
  arm: words('interrupt isr long_call naked pcs short_call'),
  m68k: words('interrupt interrupt_handler interrupt_thread'),
  mips: words('interrupt long_call micromips mips16 near nomicromips nomips16'),
  powerpc: words('altivec gcc_struct longcall ms_struct shortcall'),
  riscv: words('interrupt naked'),
  s390: words('function_return hotpatch indirect_branch indirect_branch_call indirect_branch_jump'),
  sh: words('interrupt_handler renesas sp_switch trap_exit'),
};

/** clang's attributes that the oldest supported release (13) knows on x86. */
export const clangCommon = words(`
  acquire_capability acquired_after acquired_before address_space alias aligned alloc_align
  alloc_size always_inline annotate artificial assert_capability assume assume_aligned availability
  capability cdecl cleanup cold common const constructor deprecated destructor diagnose_if
  disable_tail_calls enable_if enum_extensibility ext_vector_type fallthrough fastcall
  flag_enum flatten force_align_arg_pointer format format_arg gnu_inline guarded_by guarded_var
  hot ifunc internal_linkage kernel leaf lock_returned locks_excluded malloc may_alias minsize mode
  ms_abi ms_struct musttail naked no_address_safety_analysis no_builtin no_caller_saved_registers
  no_instrument_function no_profile_instrument_function no_sanitize no_sanitize_address
  no_sanitize_thread no_speculative_load_hardening no_split_stack no_stack_protector
  no_thread_safety_analysis nocf_check nocommon noderef noescape noinline nomerge nonnull
  noreturn not_tail_called nothrow objc_bridge optnone overloadable packed
  pass_dynamic_object_size pass_object_size patchable_function_entry preserve_all preserve_most
  pt_guarded_by pure regparm release_capability requires_capability retain returns_nonnull
  returns_twice scoped_lockable section sentinel speculative_load_hardening stdcall sysv_abi target
  thiscall tls_model transparent_union try_acquire_capability unavailable uninitialized unused used
  vecreturn vector_size visibility warn_unused_result weak weakref xray_always_instrument
  aarch64_vector_pcs pcs
`);

/** clang's later attributes, by the release that brought them. */
export const clangSince: Readonly<Record<number, ReadonlySet<string>>> = {
  14: words(`
    btf_decl_tag btf_type_tag diagnose_as_builtin disable_sanitizer_instrumentation error
    target_clones warning
  `),
  15: words('aarch64_sve_pcs function_return zero_call_used_regs'),
  18: words('counted_by'),
  19: words('sized_by'),
  21: words('nonstring'),
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
