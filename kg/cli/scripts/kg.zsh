#compdef kg
# Completion of kg in zsh. What may follow is asked of kg itself, a line each: the word, a tab, what it is.
_kg() {
    local answer
    local -a open done_ open_told done_told
    while IFS= read -r answer; do
        local word=${answer%%$'\t'*} told=${answer#*$'\t'}
        if [[ $word == *= ]]; then
            open+=("$word") open_told+=("${word}${told:+  -- $told}")
        else
            done_+=("$word") done_told+=("${word}${told:+  -- $told}")
        fi
    done < <(_KG_COMPLETE=zsh _KG_LINE="${(j: :)words[1,CURRENT-1]} ${PREFIX}" "${words[1]}" 2>/dev/null)
    (( ${#open} + ${#done_} )) || { _files; return }
    (( ${#open} )) && compadd -U -l -S '' -d open_told -a open
    (( ${#done_} )) && compadd -U -l -d done_told -a done_
    return 0
}
if [[ $funcstack[1] == _kg ]]; then _kg "$@"; else compdef _kg kg; fi
