# Completion of kg in bash 4.4 or newer. What may follow is asked of kg itself, a line each.
_kg_complete() {
    local answer
    COMPREPLY=()
    while IFS= read -r answer; do
        COMPREPLY+=("$answer")
    done < <(_KG_COMPLETE=bash _KG_LINE="${COMP_LINE:0:COMP_POINT}" _KG_BREAKS="$COMP_WORDBREAKS" "$1" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0
}
complete -o default -o nosort -F _kg_complete kg
