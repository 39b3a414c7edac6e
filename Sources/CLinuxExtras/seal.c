#define _GNU_SOURCE
#include "CLinuxExtras.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int strongroom_end_with_parent(int parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
  /* The parent may have ended before. */
  return getppid() == parent ? 0 : ESRCH;
}

void strongroom_close_files_from(int first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, (unsigned)first, ~0U, 0) == 0) return;
#endif
  long most = sysconf(_SC_OPEN_MAX);
  for (int file = first; file < (most > 0 && most < 65536 ? most : 65536); file++) close(file);
}

static size_t probe_bytes;

static void look_at_memory(int signal) {
  (void)signal;
  void *probe = mmap(NULL, probe_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (probe == MAP_FAILED) _exit(STRONGROOM_OUT_OF_MEMORY);
}

int strongroom_tell_lack_of_memory(uint64_t bytes) {
  static const int signals[] = {SIGABRT, SIGILL, SIGTRAP};
  /* The signal has its usual effect after the handler. */
  struct sigaction action = {.sa_handler = look_at_memory, .sa_flags = SA_RESETHAND};
  probe_bytes = bytes;
  for (size_t index = 0; index < sizeof signals / sizeof *signals; index++)
    if (sigaction(signals[index], &action, NULL) != 0) return errno;
  return 0;
}

static int limit(int resource, uint64_t soft, uint64_t hard) {
  struct rlimit value = {.rlim_cur = soft, .rlim_max = hard};
  struct rlimit now;
  if (getrlimit(resource, &now) == 0 && now.rlim_max < value.rlim_max) {
    value.rlim_max = now.rlim_max;
    if (value.rlim_cur > value.rlim_max) value.rlim_cur = value.rlim_max;
  }
  return setrlimit(resource, &value) == 0 ? 0 : errno;
}

int strongroom_limit_process(struct strongroom_limits limits) {
  pthread_attr_t attributes;
  int problem = pthread_attr_init(&attributes);
  if (problem == 0) problem = pthread_attr_setstacksize(&attributes, limits.stack_bytes);
  if (problem == 0) problem = pthread_setattr_default_np(&attributes);
  if (problem == 0) problem = limit(RLIMIT_CORE, 0, 0);
  if (problem == 0) problem = limit(RLIMIT_NOFILE, limits.open_files, limits.open_files);
  if (problem == 0) problem = limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  if (problem == 0 && limits.processor_seconds > 0)
    problem = limit(RLIMIT_CPU, limits.processor_seconds, limits.processor_seconds + 1);
  if (problem == 0 && limits.data_bytes > 0)
    problem = limit(RLIMIT_DATA, limits.data_bytes, limits.data_bytes);
  if (problem == 0 && prctl(PR_SET_DUMPABLE, 0) != 0) problem = errno;
  if (problem == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) problem = errno;
  return problem;
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define LOAD_HIGH(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field) + 4)
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, value)
#define FAIL(code) ANSWER(SECCOMP_RET_ERRNO | (code))
#define UNLESS_EQUAL(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)
#define DENY(name) UNLESS_EQUAL(SYS_##name, 1), FAIL(EPERM)

int strongroom_deny_system_calls(void) {
  struct sock_filter program[] = {
      LOAD(arch), UNLESS_EQUAL(ARCHITECTURE, 1), BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
      FAIL(EPERM),
      LOAD(nr),
#ifdef __x86_64__
      /* The calls of the x32 interface have other numbers. */
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), FAIL(EPERM),
      DENY(fork), DENY(vfork), DENY(link), DENY(symlink), DENY(rename), DENY(mkdir), DENY(mknod),
      DENY(chmod), DENY(chown), DENY(lchown), DENY(modify_ldt), DENY(ioperm), DENY(iopl),
#endif
      /* The network, other programs, other processes. */
      DENY(socket), DENY(socketpair), DENY(connect), DENY(bind), DENY(listen), DENY(accept),
      DENY(accept4), DENY(sendto), DENY(sendmsg), DENY(sendmmsg), DENY(recvfrom), DENY(recvmsg),
      DENY(execve), DENY(execveat), DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev),
      DENY(kill), DENY(tkill), DENY(pidfd_open), DENY(pidfd_getfd), DENY(pidfd_send_signal),
      /* Names and rights of files. */
      DENY(linkat), DENY(symlinkat), DENY(renameat), DENY(renameat2), DENY(mkdirat), DENY(mknodat),
      DENY(fchmodat), DENY(fchownat), DENY(open_by_handle_at), DENY(name_to_handle_at),
      /* What changes the system, or has been a way into it. */
      DENY(mount), DENY(umount2), DENY(pivot_root), DENY(chroot), DENY(unshare), DENY(setns),
      DENY(bpf), DENY(perf_event_open), DENY(userfaultfd), DENY(io_uring_setup), DENY(keyctl),
      DENY(add_key), DENY(request_key), DENY(init_module), DENY(finit_module), DENY(delete_module),
      DENY(kexec_load), DENY(reboot), DENY(swapon), DENY(swapoff), DENY(sethostname),
      DENY(setuid), DENY(setgid), DENY(setreuid), DENY(setregid), DENY(setresuid), DENY(setresgid),
      DENY(setgroups), DENY(personality), DENY(shmget), DENY(msgget), DENY(semget), DENY(mq_open),
      DENY(memfd_create), DENY(setrlimit),
      /* No terminal. */
      UNLESS_EQUAL(SYS_ioctl, 1), FAIL(ENOTTY),
      /* A thread can be made, by the call whose flags can be seen here; a process cannot. */
      UNLESS_EQUAL(SYS_clone3, 1), FAIL(ENOSYS),
      UNLESS_EQUAL(SYS_clone, 4), LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1), ANSWER(SECCOMP_RET_ALLOW),
      FAIL(EPERM),
      /* A signal to itself is how a process aborts. */
      UNLESS_EQUAL(SYS_tgkill, 4), LOAD(args[0]), UNLESS_EQUAL((uint32_t)getpid(), 1),
      ANSWER(SECCOMP_RET_ALLOW), FAIL(EPERM),
      /* Limits can be asked for, not set. */
      UNLESS_EQUAL(SYS_prlimit64, 6), LOAD(args[2]), UNLESS_EQUAL(0, 3), LOAD_HIGH(args[2]),
      UNLESS_EQUAL(0, 1), ANSWER(SECCOMP_RET_ALLOW), FAIL(EPERM),
      ANSWER(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {sizeof program / sizeof program[0], program};
  /* For the threads that there are already, too. */
  long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
  return result == 0 ? 0 : result > 0 ? EBUSY : errno;
}
#else
int strongroom_deny_system_calls(void) { return ENOSYS; }
#endif

/* Landlock, by its numbers: the headers of an older system do not have all of them. They are the same
   on every architecture (https://docs.kernel.org/userspace-api/landlock.html). */
enum {
  LANDLOCK_CREATE = 444,
  LANDLOCK_ADD = 445,
  LANDLOCK_RESTRICT = 446,
  LANDLOCK_VERSION = 1,
  LANDLOCK_BENEATH = 1,
  MAY_WRITE = 1 << 1,
  MAY_READ = 1 << 2,
  MAY_LIST = 1 << 3,
  MAY_REMOVE = 1 << 5,
  MAY_MAKE = 1 << 8,
  MAY_TRUNCATE = 1 << 14,
};

struct landlock_rules {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

struct landlock_path {
  uint64_t allowed;
  int32_t file;
} __attribute__((packed));

static int allow(int rules, uint64_t rights, const char *path) {
  struct landlock_path rule = {rights, open(path, O_PATH | O_CLOEXEC)};
  if (rule.file < 0) return errno;
  int problem = syscall(LANDLOCK_ADD, rules, LANDLOCK_BENEATH, &rule, 0) == 0 ? 0 : errno;
  close(rule.file);
  return problem;
}

int strongroom_confine_files(const char *folder) {
  long version = syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);
  if (version < 0) return errno;
  /* What each version of the kernel's interface has added. */
  struct landlock_rules handled = {.files = (1 << 13) - 1};
  if (version >= 2) handled.files |= 1 << 13;
  if (version >= 3) handled.files |= MAY_TRUNCATE;
  if (version >= 5) handled.files |= 1 << 15;
  if (version >= 4) handled.network = 3;
  if (version >= 6) handled.scopes = 3;
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  int rules = syscall(LANDLOCK_CREATE, &handled, size, 0);
  if (rules < 0) return errno;
  uint64_t all = MAY_READ | MAY_WRITE | MAY_LIST | MAY_REMOVE | MAY_MAKE | MAY_TRUNCATE;
  int problem = allow(rules, all & handled.files, folder);
  /* Dispatch reads /proc/THREAD/stat, and ends a process in which it cannot. The memory and environment
     of other processes remain closed: Landlock lets nobody trace those that it does not confine. */
  allow(rules, MAY_READ, "/proc");
  allow(rules, MAY_READ, "/sys/devices/system/cpu");
  allow(rules, MAY_READ, "/dev/urandom");
  if (problem == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) problem = errno;
  if (problem == 0 && syscall(LANDLOCK_RESTRICT, rules, 0) != 0) problem = errno;
  close(rules);
  return problem;
}
