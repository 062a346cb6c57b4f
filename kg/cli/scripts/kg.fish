# Completion of kg in fish. What may follow is asked of kg itself, a line each: the word, a tab, what it is.
function __kg_complete
    set -l tokens (commandline -opc)
    set -l found (_KG_COMPLETE=fish _KG_LINE=(commandline -cp | string collect) $tokens[1] 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command kg --no-files --keep-order --arguments '(__kg_complete)'
