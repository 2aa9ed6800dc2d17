# Ends what is single when nobody renews its term any more (ADR 0011). Run by rhizome.agent.guard
# with sh -c, so that it reads no file while it works. All times are hundredths of a second since the
# machine booted, as /proc/uptime shows them: no wall clock is looked at.
#
# folder: what the agent writes for us, term and singles (rhizome.agent.guard.Post)
# root: the agent's work folder, which is in the tags of its processes
# agent, ticks: the agent's JVM, by pid and start time
# lease: for how long a term goes on that was bound to a process which is gone
folder=$1 root=$2 agent=$3 ticks=$4 lease=$5
trap '' HUP INT

clock() {
  read -r up rest </proc/uptime
  now=${up%.*}${up#*.}
}

# Sets end, holder and since; a line read in the midst of a write does not say the same twice, and
# then what was read before still holds.
end=0 holder=0 since=0 lost=
term() {
  tries=0
  while [ $tries -lt 50 ]; do
    e= p= t= e2= p2= t2=
    { read -r e p t e2 p2 t2 rest <"$folder/term"; } 2>/dev/null || return 0
    if [ -n "$t2" ] && [ "$e $p $t" = "$e2 $p2 $t2" ]; then
      end=$e holder=$p since=$t
      [ "$holder $since" != "$lost" ] || holder=0
      return 0
    fi
    tries=$((tries + 1))
  done
}

# Is this very process there? Sets state.
there() {
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  line=${line##*") "}
  state=${line%% *}
  set -- "$2" $line
  [ "$1" = "${21}" ] && [ "$state" != Z ] && [ "$state" != X ]
}

runs() {
  there "$1" "$2" && [ "$state" != T ] && [ "$state" != t ]
}

# For so many hundredths, at least one of them.
rest() {
  [ "$1" -gt 0 ] || set -- 1
  part=$(($1 % 100))
  [ $part -gt 9 ] || part=0$part
  sleep $(($1 / 100)).$part
}

# Whoever leads a session of the list, as a group; and who is of such a session or group. A leader
# with other start ticks is a stranger who was given the number, and then nobody of it is ours.
sessions() {
  awk '
    BEGIN {
      while ((getline line < ARGV[1]) > 0) {
        split(line, f, " ")
        ticks[f[1]] = f[2]
      }
      for (i = 2; i < ARGC; i++) {
        file = ARGV[i] "/stat"
        text = ""
        while ((getline line < file) > 0) text = text line " "
        close(file)
        pid = substr(ARGV[i], 7)
        while ((at = index(text, ") ")) > 0) text = substr(text, at + 2)
        if (split(text, f, " ") < 20 || f[1] == "Z" || f[1] == "X") continue
        group[pid] = f[3]
        session[pid] = f[4]
        if (pid in ticks && f[20] != ticks[pid]) strange[pid] = 1
      }
      for (pid in group) {
        g = group[pid]
        s = session[pid]
        if (g in ticks && !(g in strange)) {
          if (!(g in told)) print "-" g
          told[g] = 1
        } else if (s in ticks && !(s in strange)) print pid
      }
    }' "$folder/singles" /proc/[0-9]* 2>/dev/null
}

# Whoever carries the tag, in whatever session.
tagged() {
  for file in $(grep -lzxF -e "RHIZOME_FENCE=$root" /proc/[0-9]*/environ 2>/dev/null); do
    pid=${file#/proc/}
    echo "${pid%/environ}"
  done
}

over() {
  clock
  term
  [ "$holder" = 0 ] && [ "$now" -ge "$end" ]
}

# Whoever was found when the term is over still, began under it. What was told to run since a renewal
# may have been found, too, and lives.
finished() {
  [ $# -eq 0 ] || ! over || kill -9 "$@" 2>/dev/null
}

# Round after round until nobody is left twice in a row, unless it is renewed meanwhile.
finish() {
  clean=0 rounds=0
  while [ $clean -lt 2 ] && over; do
    found=$(sessions)
    finished $found
    strays=$(tagged)
    finished $strays
    if [ -z "$found$strays" ]; then
      clean=$((clean + 1))
    else
      clean=0 rounds=$((rounds + 1))
      [ $rounds -gt 3 ] || echo "$now: the term was over at $end; ended" $found $strays
    fi
    if [ $rounds -lt 40 ]; then rest 5; else rest 100; fi
  done
}

while :; do
  clock
  term
  if [ "$holder" != 0 ]; then
    if runs "$holder" "$since"; then
      rest 20
      continue
    fi
    gone=$now
    while [ $((now - gone)) -lt "$lease" ]; do
      rest 10
      clock
      term
      [ "$holder" != 0 ] && ! runs "$holder" "$since" || continue 2
    done
    lost="$holder $since" # nobody came back
  elif [ "$now" -lt "$end" ]; then
    rest $((end - now))
  else
    finish
    while over; do
      if ! there "$agent" "$ticks"; then
        rm -f "$folder/term" "$folder/singles"
        rmdir "$folder"
        exit 0
      fi
      rest 50
    done
  fi
done
